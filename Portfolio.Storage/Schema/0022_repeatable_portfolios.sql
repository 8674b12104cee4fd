-- A portfolio is made once by repeated requests with an idempotency key, like a connection.
alter table idempotency_keys
    -- Null unless the request made a portfolio, and once that is deleted.
    add column portfolio_id uuid references portfolios on delete set null,
    add constraint a_request_makes_one_thing check (num_nonnulls(connection_id, portfolio_id) <= 1);
