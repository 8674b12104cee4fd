-- What the open positions behind a balance had gained or lost at its reading, in units of the asset. It is beside the
-- quantity and counts in the value; the ledger never sees it.
alter table balances add column unrealized_profit numeric not null default 0;
alter table balances drop constraint balance_is_not_zero;
alter table balances add constraint balance_is_not_zero check (quantity <> 0 or unrealized_profit <> 0);

-- False as long as the connection's quantities still have unrealised profit in them, as they had before this script.
-- Its first reading after that books the difference once, with the reason 'restated'.
alter table user_connections add column profit_apart boolean not null default true;
update user_connections set profit_apart = false where exchange = 'okx';
grant update (profit_apart) on user_connections to portfolio_worker;
