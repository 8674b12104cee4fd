create table request_budgets (
    exchange          text not null,
    -- The address the exchange sees us come from.
    egress            text not null,
    window_started_at timestamptz not null,
    weight_used       integer not null,
    -- Until when the exchange told us to stay away; null when it did not.
    paused_until      timestamptz,
    primary key (exchange, egress),
    constraint weight_is_not_negative check (weight_used >= 0)
);

-- The address the exchanges see this server come from, as the latest of them told it.
create table learned_addresses (
    exchange   text primary key,
    address    text not null,
    learned_at timestamptz not null
);

create table idempotency_keys (
    user_id       uuid not null,
    key           text not null,
    body_hmac     bytea not null,
    -- Null when the first answer was that there is no such connection any more.
    connection_id uuid references user_connections on delete set null,
    -- Null while the first request is under way.
    status        integer,
    answer        text,
    created_at    timestamptz not null,
    primary key (user_id, key),
    constraint key_is_short check (char_length(key) between 1 and 255),
    constraint an_answer_has_a_status check ((status is null) = (answer is null))
);

create index idempotency_keys_by_age on idempotency_keys (created_at);

create table audit_events (
    id            uuid primary key,
    user_id       uuid not null,
    -- No reference: the record outlives what it is about.
    connection_id uuid not null,
    event         text not null,
    detail        text,
    occurred_at   timestamptz not null,
    constraint event_is_known check (event in (
        'connected', 'credentials_replaced', 'secret_destroyed', 'duplicate_account_removed',
        'disconnected_kept', 'disconnected_purged'))
);

create index audit_events_by_connection on audit_events (connection_id, id desc);
