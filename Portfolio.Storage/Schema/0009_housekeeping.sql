-- What a portfolio was worth, one row a day (UTC): the newest of that day. For charts.
create table portfolio_values (
    portfolio_id uuid not null,
    day          date not null,
    user_id      uuid not null,
    value_usd    numeric not null,
    taken_at     timestamptz not null,
    primary key (portfolio_id, day),
    constraint value_is_of_the_users_portfolio foreign key (user_id, portfolio_id)
        references portfolios (user_id, id) on delete cascade
);

alter table portfolio_values enable row level security;
create policy one_user on portfolio_values to portfolio_api, portfolio_worker using (user_id = app_user());
grant select on portfolio_values to portfolio_api;
grant select, insert, update on portfolio_values to portfolio_worker;

-- Old runs are thrown away across users, when no user is set.
create policy pruning_looks on sync_runs for select to portfolio_worker using (app_user() is null);
create policy pruning on sync_runs for delete to portfolio_worker using (app_user() is null);
grant delete on sync_runs to portfolio_worker;

-- Leases that are alive, or whose worker died.
create index connections_by_lease on user_connections (lease_until) where lease_until is not null;

-- The key rotation looks for sealed rows across users; it opens and seals each as its user.
create policy the_rotation_looks on user_connections for select to portfolio_worker
    using (app_user() is null and api_key_sealed is not null);
