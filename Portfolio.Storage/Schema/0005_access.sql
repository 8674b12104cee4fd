-- Who may see and change what. The API's login sees one user at a time. So does the worker's, except that it may look
-- for due connections across users when no user is set, and throw away idempotency keys that nobody can use any more.

alter table portfolios enable row level security;
alter table user_connections enable row level security;
alter table sync_runs enable row level security;
alter table transactions enable row level security;
alter table balances enable row level security;
alter table idempotency_keys enable row level security;
alter table audit_events enable row level security;

create policy one_user on portfolios to portfolio_api, portfolio_worker using (user_id = app_user());
create policy one_user on user_connections to portfolio_api using (user_id = app_user());
create policy one_user_each_time on user_connections to portfolio_worker using (user_id = app_user());
create policy the_sweep_looks on user_connections for select to portfolio_worker
    using (app_user() is null and deleted_at is null and next_sync_at is not null);
create policy the_sweep_asks on user_connections for update to portfolio_worker
    using (app_user() is null and deleted_at is null and next_sync_at is not null);
create policy one_user on sync_runs to portfolio_api, portfolio_worker using (user_id = app_user());
create policy one_user on transactions to portfolio_api, portfolio_worker using (user_id = app_user());
create policy one_user on balances to portfolio_api, portfolio_worker using (user_id = app_user());
create policy one_user on idempotency_keys to portfolio_api using (user_id = app_user());
create policy forgetting on idempotency_keys to portfolio_worker using (created_at < now() - interval '24 hours');
create policy one_user on audit_events to portfolio_api, portfolio_worker using (user_id = app_user());

grant usage on schema public to portfolio_api, portfolio_worker;

-- The API: writes sealed columns, never reads them.
grant select, insert on portfolios to portfolio_api;
grant select (
        id, user_id, exchange, label, portfolio_id, has_secret, api_key_masked, key_fingerprint, account_id, region,
        permissions, sync_interval_minutes, paused, request_number, asked_until, asked_trigger, resync_asked_at, fence, lease_until,
        last_outcome, error_kind, error_code, error_detail, retry_at, failures, created_at, last_attempt_at,
        last_synced_at, next_sync_at, deleted_at),
    insert, delete on user_connections to portfolio_api;
grant update (
        label, api_key_sealed, api_secret_sealed, passphrase_sealed, api_key_masked, key_fingerprint,
        sync_interval_minutes, paused, request_number, asked_until, asked_trigger, resync_asked_at, fence, lease_until,
        last_outcome, error_kind, error_code, error_detail, retry_at, failures, next_sync_at, deleted_at)
    on user_connections to portfolio_api;
grant select on assets, sync_runs, balances, learned_addresses to portfolio_api;
grant delete on balances to portfolio_api;
grant select, insert on transactions to portfolio_api;
grant select, insert, update, delete on idempotency_keys to portfolio_api;
grant select, insert on audit_events to portfolio_api;

-- The worker: amounts in the ledger are append-only for it, and whose a connection is cannot be changed.
grant select, insert on portfolios to portfolio_worker;
grant select, delete on user_connections to portfolio_worker;
grant update (
        portfolio_id, api_key_sealed, api_secret_sealed, passphrase_sealed, account_id, region, permissions,
        request_number, asked_until, asked_trigger, fence, lease_until, last_outcome, error_kind, error_code,
        error_detail, retry_at, failures, last_attempt_at, last_synced_at, next_sync_at)
    on user_connections to portfolio_worker;
grant select, insert on assets to portfolio_worker;
grant update (name) on assets to portfolio_worker;
grant select, insert on sync_runs, transactions to portfolio_worker;
-- A series goes on under an asset's new name; amounts cannot be changed.
grant update (asset_id) on transactions to portfolio_worker;
grant select, insert, update, delete on balances to portfolio_worker;
grant select, insert, update, delete on request_budgets to portfolio_worker;
grant select, insert, update on learned_addresses to portfolio_worker;
grant select (created_at), delete on idempotency_keys to portfolio_worker;
grant insert on audit_events to portfolio_worker;
