create table portfolios (
    id         uuid primary key,
    user_id    uuid not null,
    name       text not null,
    created_at timestamptz not null,
    constraint portfolio_belongs_to_one_user unique (user_id, id),
    constraint portfolio_name_is_short check (char_length(name) between 1 and 100)
);

create table user_connections (
    id                    uuid primary key,
    user_id               uuid not null,
    exchange              text not null,
    label                 text not null,
    -- Null until the first successful sync chooses one.
    portfolio_id          uuid,

    -- AES-256-GCM, bound to user, connection and field. Null once the secret is destroyed.
    api_key_sealed        bytea,
    api_secret_sealed     bytea,
    passphrase_sealed     bytea,
    has_secret            boolean not null generated always as (api_key_sealed is not null) stored,
    api_key_masked        text not null,
    -- HMAC-SHA256 of exchange and key; null once disconnected, so that the key may be connected again.
    key_fingerprint       bytea,

    -- What the exchange said of the account and the key.
    account_id            text,
    region                text,
    permissions           text[],

    sync_interval_minutes integer not null,
    paused                boolean not null default false,

    -- The newest ask: its number, until when it is waited for (null: answered), and what it was.
    request_number        bigint not null,
    asked_until           timestamptz,
    asked_trigger         text not null,
    resync_asked_at       timestamptz,

    -- Who may write the result: the newest fence, while its lease lives.
    fence                 bigint not null default 0,
    lease_until           timestamptz,

    -- How the last run ended. The status shown to people is derived from these, never stored.
    last_outcome          text,
    error_kind            text,
    error_code            text,
    -- What the sentence about the error needs beside its kind: wallets that were missed, or this server's address.
    error_detail          text,
    retry_at              timestamptz,
    failures              integer not null default 0,

    created_at            timestamptz not null,
    last_attempt_at       timestamptz,
    last_synced_at        timestamptz,
    next_sync_at          timestamptz,
    deleted_at            timestamptz,

    constraint connection_belongs_to_one_user unique (user_id, id),
    constraint portfolio_is_the_users foreign key (user_id, portfolio_id) references portfolios (user_id, id),
    constraint exchange_is_lower_case check (exchange = lower(exchange) and exchange <> ''),
    constraint label_is_short check (char_length(label) between 1 and 100),
    constraint interval_is_five_minutes_to_a_day check (sync_interval_minutes between 5 and 1440),
    constraint trigger_is_known check (asked_trigger in ('created', 'manual', 'scheduled', 'repaired')),
    constraint outcome_is_known check (last_outcome in ('succeeded', 'partial', 'refused', 'failed')),
    constraint trouble_has_a_kind check (last_outcome not in ('refused', 'failed') or error_kind is not null),
    constraint success_has_no_error check (last_outcome is distinct from 'succeeded' or error_kind is null),
    constraint success_has_a_portfolio check (last_synced_at is null or portfolio_id is not null),
    constraint key_and_secret_go_together check ((api_key_sealed is null) = (api_secret_sealed is null)),
    constraint a_passphrase_needs_a_key check (passphrase_sealed is null or api_key_sealed is not null),
    constraint disconnected_keeps_no_secret check (
        deleted_at is null
        or (api_key_sealed is null and key_fingerprint is null and asked_until is null and next_sync_at is null))
);

create unique index key_is_connected_once on user_connections (user_id, exchange, key_fingerprint)
    where deleted_at is null;

create unique index account_is_connected_once on user_connections (user_id, exchange, account_id)
    where deleted_at is null;

-- What the sweep looks through: only rows that can fall due.
create index connections_by_due_time on user_connections (exchange, next_sync_at)
    where deleted_at is null and not paused and next_sync_at is not null;

create index connections_by_user on user_connections (user_id, id) where deleted_at is null;
