-- The newest run of a connection is the one with the highest id, and an id begins with a time. After the clock was set
-- back, the runs that follow would be older than those of the wrong time. So each attempt is at least a millisecond
-- after the one before, by its time in last_attempt_at, and the run's id is made from that.

create function claim_runs(
    users uuid[], connections uuid[], requests bigint[], claimed_at timestamptz, leased_until timestamptz,
    patient boolean)
    returns table (
        id uuid, user_id uuid, fence bigint, exchange text, request_number bigint, request_trigger text,
        portfolio_id uuid, account_id text, sync_interval_minutes integer, failures integer, last_synced_at timestamptz,
        region text, last_outcome text, error_kind text, profit_apart boolean, api_key_sealed bytea,
        api_secret_sealed bytea, passphrase_sealed bytea, reported_gaps text, contradiction text,
        contradicted_since timestamptz, contradicted_runs integer, reading_confirmed_at timestamptz,
        emptied_since timestamptz, state_id uuid, attempted_at timestamptz)
    language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
    mine uuid[] := connections;
begin
    if not patient then
        select array_agg(free.id) into mine
        from (
            select c.id from user_connections c where c.id = any(connections) order by c.id for update skip locked
        ) free;
    end if;

    return query
    update user_connections c
    set fence = c.fence + 1, lease_until = leased_until,
        last_attempt_at = greatest(claimed_at, c.last_attempt_at + interval '1 millisecond')
    from unnest(users, connections, requests) as given (user_id, id, request)
    where c.id = any(mine) and c.id = given.id and c.user_id = given.user_id
        and c.deleted_at is null and not c.paused and c.has_secret
        and c.request_number = given.request and c.request_expires_at is not null
        and (c.lease_until is null or c.lease_until <= claimed_at)
    returning c.id, c.user_id, c.fence, c.exchange, c.request_number, c.request_trigger, c.portfolio_id, c.account_id,
        c.sync_interval_minutes, c.failures, c.last_synced_at, c.region, c.last_outcome, c.error_kind, c.profit_apart,
        c.api_key_sealed, c.api_secret_sealed, c.passphrase_sealed, c.reported_gaps::text, c.contradiction::text,
        c.contradicted_since, c.contradicted_runs, c.reading_confirmed_at, c.emptied_since, c.state_id,
        c.last_attempt_at;
end
$$;

revoke execute on function claim_runs(uuid[], uuid[], bigint[], timestamptz, timestamptz, boolean) from public;
grant execute on function claim_runs(uuid[], uuid[], bigint[], timestamptz, timestamptz, boolean) to portfolio_worker;

-- For workers of the release before, whose prepared statements do not survive another column.
create or replace function claim_syncs(
    users uuid[], connections uuid[], requests bigint[], claimed_at timestamptz, leased_until timestamptz,
    patient boolean)
    returns table (
        id uuid, user_id uuid, fence bigint, exchange text, request_number bigint, request_trigger text,
        portfolio_id uuid, account_id text, sync_interval_minutes integer, failures integer, last_synced_at timestamptz,
        region text, last_outcome text, error_kind text, profit_apart boolean, api_key_sealed bytea,
        api_secret_sealed bytea, passphrase_sealed bytea, reported_gaps text, contradiction text,
        contradicted_since timestamptz, contradicted_runs integer, reading_confirmed_at timestamptz,
        emptied_since timestamptz, state_id uuid)
    language sql security definer set search_path = public, pg_temp
as $$
    select c.id, c.user_id, c.fence, c.exchange, c.request_number, c.request_trigger, c.portfolio_id, c.account_id,
        c.sync_interval_minutes, c.failures, c.last_synced_at, c.region, c.last_outcome, c.error_kind, c.profit_apart,
        c.api_key_sealed, c.api_secret_sealed, c.passphrase_sealed, c.reported_gaps, c.contradiction,
        c.contradicted_since, c.contradicted_runs, c.reading_confirmed_at, c.emptied_since, c.state_id
    from claim_runs(users, connections, requests, claimed_at, leased_until, patient) c
$$;
