-- The schedule's syncs of all users are claimed and finished many at a time. A login that sees one user at a time cannot
-- do that, so these two functions run with the owner's rights. They touch only rows that they are given by (user,
-- connection, request) or (user, connection, fence), and only where all of that is what the row says.

-- Another value stands for another state of the account: balances, ledger and answers about renames. A worker that has
-- read a state reads it again only when this is another.
alter table user_connections add column state_id uuid not null default gen_random_uuid();

-- In a set, a row that is locked by another transaction is left out: its sync is claimed or finished by itself, and the
-- others do not wait for it. A single one (patient) waits. Rows are locked in the order of their ids.
create function claim_syncs(
    users uuid[], connections uuid[], requests bigint[], claimed_at timestamptz, leased_until timestamptz,
    patient boolean)
    returns table (
        id uuid, user_id uuid, fence bigint, exchange text, request_number bigint, request_trigger text,
        portfolio_id uuid, account_id text, sync_interval_minutes integer, failures integer, last_synced_at timestamptz,
        region text, last_outcome text, error_kind text, profit_apart boolean, api_key_sealed bytea,
        api_secret_sealed bytea, passphrase_sealed bytea, reported_gaps text, contradiction text,
        contradicted_since timestamptz, contradicted_runs integer, reading_confirmed_at timestamptz,
        emptied_since timestamptz, state_id uuid)
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
    set fence = c.fence + 1, lease_until = leased_until, last_attempt_at = claimed_at
    from unnest(users, connections, requests) as given (user_id, id, request)
    where c.id = any(mine) and c.id = given.id and c.user_id = given.user_id
        and c.deleted_at is null and not c.paused and c.has_secret
        and c.request_number = given.request and c.request_expires_at is not null
        and (c.lease_until is null or c.lease_until <= claimed_at)
    returning c.id, c.user_id, c.fence, c.exchange, c.request_number, c.request_trigger, c.portfolio_id, c.account_id,
        c.sync_interval_minutes, c.failures, c.last_synced_at, c.region, c.last_outcome, c.error_kind, c.profit_apart,
        c.api_key_sealed, c.api_secret_sealed, c.passphrase_sealed, c.reported_gaps::text, c.contradiction::text,
        c.contradicted_since, c.contradicted_runs, c.reading_confirmed_at, c.emptied_since, c.state_id;
end
$$;

-- Stores successful runs: their connections, and a row for each in sync_runs. Returns those whose fence is still the
-- newest. To finish the same run again changes nothing.
create function finish_syncs(results jsonb, patient boolean)
    returns table (id uuid, portfolio_id uuid)
    language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
    -- As an array, so that rows are found by the index whatever the statistics of the table are.
    mine uuid[] := array(select (given ->> 'connectionId')::uuid from jsonb_array_elements(results) as given);
begin
    if not patient then
        select array_agg(free.id) into mine
        from (select c.id from user_connections c where c.id = any(mine) order by c.id for update skip locked) free;
    end if;

    return query
    with given as materialized (
        select * from jsonb_to_recordset(results) as given (
            "connectionId" uuid, "userId" uuid, fence bigint, request bigint, trigger text, "startedAt" timestamptz,
            "syncIntervalMinutes" integer, "runId" uuid, "finishedAt" timestamptz, "nextSyncAt" timestamptz,
            "intervalAtMost" interval, "accountId" text, region text, permissions text[], "profitApart" boolean,
            "stateId" uuid, outcome text, "errorKind" text, "errorCode" text, "errorDetail" text,
            "assetsSynced" integer, "dustSkipped" integer, unpriced integer, "totalUsd" numeric, wallets text,
            coverage text, "reportedGaps" text, contradiction text, "contradictedSince" timestamptz,
            "contradictedRuns" integer, "emptiedSince" timestamptz)
    ), fenced as (
        update user_connections c
        set lease_until = null, failures = 0,
            request_expires_at = case when c.request_number = given.request then null else c.request_expires_at end,
            account_id = coalesce(c.account_id, given."accountId"), region = coalesce(given.region, c.region),
            permissions = given.permissions, profit_apart = given."profitApart",
            portfolio_id = coalesce(c.portfolio_id, (
                select p.id from portfolios p where p.user_id = c.user_id order by p.created_at, p.id limit 1)),
            last_outcome = given.outcome, error_kind = given."errorKind", error_code = given."errorCode",
            error_detail = given."errorDetail", retry_at = null,
            reported_gaps = given."reportedGaps"::jsonb, contradiction = given.contradiction::jsonb,
            contradicted_since = given."contradictedSince", contradicted_runs = given."contradictedRuns",
            -- A person may have confirmed the very contradiction that this run has found again.
            reading_confirmed_at = case
                when c.contradiction ->> 'id' = given.contradiction::jsonb ->> 'id' then c.reading_confirmed_at
            end,
            emptied_since = given."emptiedSince",
            state_id = coalesce(given."stateId", c.state_id),
            last_synced_at = given."finishedAt",
            next_sync_at = case
                when c.request_number <> given.request then c.next_sync_at
                -- Given another interval since the claim.
                when c.sync_interval_minutes <> given."syncIntervalMinutes" then given."finishedAt" + least(
                    make_interval(mins => c.sync_interval_minutes), given."intervalAtMost")
                else given."nextSyncAt"
            end
        from given
        where c.id = any(mine) and c.id = given."connectionId" and c.user_id = given."userId"
            and c.fence = given.fence and c.deleted_at is null
        returning c.id, c.user_id, c.portfolio_id
    ), run as (
        insert into sync_runs (
            id, user_id, connection_id, trigger, outcome, started_at, finished_at, assets_synced, dust_skipped,
            unpriced, total_usd, error_kind, error_code, error_detail, wallets, coverage)
        select given."runId", fenced.user_id, fenced.id, given.trigger, given.outcome, given."startedAt",
            given."finishedAt", given."assetsSynced", given."dustSkipped", given.unpriced, given."totalUsd",
            given."errorKind", given."errorCode", given."errorDetail", given.wallets::jsonb,
            given.coverage::jsonb
        from fenced
        join given on given."connectionId" = fenced.id
        on conflict do nothing
    )
    select fenced.id, fenced.portfolio_id from fenced;
end
$$;

revoke execute on function claim_syncs(uuid[], uuid[], bigint[], timestamptz, timestamptz, boolean) from public;
revoke execute on function finish_syncs(jsonb, boolean) from public;
grant execute on function claim_syncs(uuid[], uuid[], bigint[], timestamptz, timestamptz, boolean) to portfolio_worker;
grant execute on function finish_syncs(jsonb, boolean) to portfolio_worker;

-- An answer about a rename is a part of the state.
grant update (state_id) on user_connections to portfolio_api;
