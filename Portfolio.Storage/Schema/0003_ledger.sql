create table assets (
    id          uuid primary key,
    source      text not null,
    symbol      text not null,
    name        text not null,
    asset_class text not null default 'crypto',
    constraint asset_is_listed_once unique (source, symbol),
    constraint asset_class_is_known check (asset_class = 'crypto')
);

create table sync_runs (
    id            uuid primary key,
    user_id       uuid not null,
    connection_id uuid not null,
    trigger       text not null,
    outcome       text not null,
    started_at    timestamptz not null,
    finished_at   timestamptz not null,
    assets_synced integer not null default 0,
    dust_skipped  integer not null default 0,
    unpriced      integer not null default 0,
    -- USD value of what was synced; null when nothing was read.
    total_usd     numeric,
    error_kind    text,
    error_code    text,
    error_detail  text,
    -- [{ wallet, outcome, errorKind, errorCode }]
    wallets       jsonb not null default '[]',
    -- What share of the account was read, by the exchange's own total; null when it gave none.
    coverage      jsonb,
    constraint run_belongs_to_the_connection foreign key (user_id, connection_id)
        references user_connections (user_id, id) on delete cascade,
    constraint run_trigger_is_known check (trigger in ('created', 'manual', 'scheduled', 'repaired')),
    constraint run_outcome_is_known check (outcome in ('succeeded', 'partial', 'failed', 'superseded')),
    constraint failed_run_has_a_kind check (outcome <> 'failed' or error_kind is not null),
    constraint run_ends_after_its_start check (finished_at >= started_at)
);

create index runs_by_connection on sync_runs (connection_id, id desc);

create table transactions (
    id            uuid primary key,
    -- The order of the ledger: within a connection it follows the order of commits.
    position      bigint generated always as identity,
    user_id       uuid not null,
    portfolio_id  uuid not null,
    connection_id uuid not null,
    asset_id      uuid not null references assets,
    -- Null for the closing rows of a disconnect, which no run wrote.
    run_id        uuid,
    type          text not null default 'SYNC',
    -- The connection's balance of the asset after this row, and the change from the row before it.
    quantity      numeric not null,
    delta         numeric not null,
    reason        text,
    occurred_at   timestamptz not null,
    constraint ledger_position unique (position),
    constraint asset_is_booked_once_per_run unique (run_id, asset_id),
    constraint transaction_is_the_users_portfolio foreign key (user_id, portfolio_id) references portfolios (user_id, id),
    constraint transaction_is_the_users_connection foreign key (user_id, connection_id)
        references user_connections (user_id, id) on delete cascade,
    constraint transaction_type_is_known check (type = 'SYNC'),
    constraint a_row_changes_something check (delta <> 0),
    constraint a_reason_closes check (reason is null or (reason in ('gone', 'dust', 'disconnected') and quantity = 0))
);

create index transactions_by_series on transactions (connection_id, asset_id, position desc);
create index transactions_by_portfolio on transactions (portfolio_id, position desc);

create table balances (
    connection_id uuid not null,
    wallet        text not null,
    asset_id      uuid not null references assets,
    user_id       uuid not null,
    quantity      numeric not null,
    -- Null when the exchange has no live pair for the asset.
    price_usd     numeric,
    value_usd     numeric,
    price_source  text,
    -- Left out of the portfolio because the asset's sum is worth less than the threshold.
    dust          boolean not null,
    -- Since when the wallet could not be read; null when this is its newest reading.
    stale_since   timestamptz,
    -- Told by a receipt in another wallet, not by the wallet itself: a newer receipt replaces it.
    from_receipt  boolean not null default false,
    primary key (connection_id, wallet, asset_id),
    constraint balance_is_the_users_connection foreign key (user_id, connection_id)
        references user_connections (user_id, id) on delete cascade,
    constraint balance_is_not_zero check (quantity <> 0),
    constraint a_price_has_a_source check ((price_usd is null) = (price_source is null)),
    constraint a_value_has_a_price check (value_usd is null or price_usd is not null)
);
