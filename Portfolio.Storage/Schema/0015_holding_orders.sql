-- In which order a reader goes through a portfolio's holdings. The first page fixes it, so that a sync between two pages
-- moves no asset to a page that was read already, or away from one that is still to come.
create table holding_orders (
    id           uuid primary key,
    user_id      uuid not null,
    portfolio_id uuid not null,
    asset_ids    uuid[] not null,
    -- SHA-256 of the ids: first pages that find the same order share a row.
    digest       bytea not null,
    expires_at   timestamptz not null,
    constraint an_order_is_kept_once unique (user_id, portfolio_id, digest),
    constraint order_is_of_the_users_portfolio foreign key (user_id, portfolio_id)
        references portfolios (user_id, id) on delete cascade,
    constraint an_order_has_assets check (cardinality(asset_ids) > 0)
);

create index holding_orders_by_age on holding_orders (expires_at);

alter table holding_orders enable row level security;
create policy one_user on holding_orders to portfolio_api using (user_id = app_user());
create policy forgetting on holding_orders to portfolio_worker using (expires_at < now());

grant select, insert, delete on holding_orders to portfolio_api;
grant update (expires_at) on holding_orders to portfolio_api;
grant select (expires_at), delete on holding_orders to portfolio_worker;
