-- The rows that a deleted connection or portfolio is taken out of. Without these, each of them reads all keys.
create index idempotency_keys_by_connection on idempotency_keys (connection_id) where connection_id is not null;
create index idempotency_keys_by_portfolio on idempotency_keys (portfolio_id) where portfolio_id is not null;
