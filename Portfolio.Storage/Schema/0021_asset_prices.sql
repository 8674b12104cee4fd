-- Prices belong to assets, quantities to connections. A value is computed where it is read.

create table asset_prices (
    asset_id     uuid primary key references assets,
    price_usd    numeric not null,
    -- The pair or pairs: "BTCUSDT".
    price_source text not null,
    -- The exchange, or the region of it that lists these pairs: "okx:eea".
    price_host   text not null,
    -- When the list was requested.
    priced_at    timestamptz not null,
    -- The exchange's newest list does not have it any more.
    is_old       boolean not null default false,
    constraint a_price_is_above_zero check (price_usd > 0)
) with (fillfactor = 50);

-- Of each step the first price: every five minutes, every hour, every day.
create table price_points (
    asset_id  uuid not null references assets,
    step      interval not null,
    at        timestamptz not null,
    price_usd numeric not null,
    primary key (asset_id, step, at)
);

create index price_points_by_age on price_points (step, at);

-- Since when prices are kept. Values from before it are those that runs and days recorded.
create table price_history (began_at timestamptz not null);

insert into price_history values (now());

-- What stays with a balance is the exchange's own valuation of it, where no market prices the asset. Rows from before
-- get their price with the next refresh.
update balances set price_usd = null, value_usd = null, price_source = null, priced_at = null;
alter table balances drop constraint a_value_has_a_price;
alter table balances drop column value_usd;
alter table balances rename column price_usd to own_price_usd;
alter table balances rename column price_source to own_price_source;
alter table balances rename column priced_at to own_priced_at;

create index balances_by_asset on balances (asset_id);

create view valued_balances with (security_invoker = true) as
select b.connection_id, b.wallet, b.asset_id, b.user_id, b.quantity, b.unrealized_profit, b.dust, b.stale_since,
    b.from_receipt, b.receipt_quantity, price.*,
    -- More than any account is worth is no value, as in a sync.
    case when abs((b.quantity + b.unrealized_profit) * price.price_usd) <= 1e22
        then (b.quantity + b.unrealized_profit) * price.price_usd
    end as value_usd
from balances b
left join asset_prices p on p.asset_id = b.asset_id
cross join lateral (
    select p.asset_id is null and b.own_price_usd is not null as price_is_own,
        coalesce(p.price_usd, b.own_price_usd) as price_usd,
        case when p.is_old then p.price_source || ' (old)' else coalesce(p.price_source, b.own_price_source) end
            as price_source,
        p.price_host,
        case when p.asset_id is null then b.own_priced_at else p.priced_at end as priced_at
) price;

-- Whose prices are refreshed: the assets that anyone holds, and nothing about who does.
create function held_symbols(exchange text) returns setof text
language sql stable security definer set search_path = public, pg_temp
as $$
    select a.symbol
    from assets a
    where a.source = exchange and exists (select from balances b where b.asset_id = a.id)
$$;

revoke execute on function held_symbols(text) from public;
grant execute on function held_symbols(text) to portfolio_worker;

grant select on asset_prices, price_points, price_history, valued_balances to portfolio_api, portfolio_worker;
grant insert, update, delete on asset_prices to portfolio_worker;
grant insert, delete on price_points to portfolio_worker;

-- The unrealised profit beside a holding since a moment, in units of the asset. The ledger has the coins alone, and a
-- value of the past counts both.
create table position_profits (
    connection_id uuid not null,
    asset_id      uuid not null references assets,
    at            timestamptz not null,
    user_id       uuid not null,
    profit        numeric not null,
    primary key (connection_id, asset_id, at),
    constraint profit_is_of_the_users_connection foreign key (user_id, connection_id)
        references user_connections (user_id, id) on delete cascade
);

insert into position_profits (connection_id, asset_id, at, user_id, profit)
select connection_id, asset_id, now(), user_id, sum(unrealized_profit)
from balances
where not dust
group by connection_id, asset_id, user_id
having sum(unrealized_profit) <> 0;

alter table position_profits enable row level security;
create policy one_user on position_profits to portfolio_api, portfolio_worker using (user_id = app_user());
create policy pruning_looks on position_profits for select to portfolio_worker using (app_user() is null);
create policy pruning on position_profits for delete to portfolio_worker using (app_user() is null);
grant select on position_profits to portfolio_api;
grant select, insert, delete on position_profits to portfolio_worker;
