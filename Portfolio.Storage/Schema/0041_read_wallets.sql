-- The wallets that any run of a connection has read. What is in a wallet that is read for the first time was in the
-- account before: its rows say 'first_read', and are no purchase. Null: not known.
alter table user_connections add column read_wallets text[];

-- Not validated: the rows from before obey the narrower rule, and a check of them would hold up every sync.
alter table transactions drop constraint reason_is_known;
alter table transactions add constraint reason_is_known check (reason in (
    'gone', 'dust', 'disconnected', 'awaiting_successor', 'renamed', 'restated', 'first_read')) not valid;

drop function claim_runs(uuid[], uuid[], bigint[], timestamptz, timestamptz, boolean);

create function claim_runs(
    users uuid[], connections uuid[], requests bigint[], claimed_at timestamptz, leased_until timestamptz,
    patient boolean)
    returns table (
        id uuid, user_id uuid, fence bigint, exchange text, request_number bigint, request_trigger text,
        portfolio_id uuid, account_id text, sync_interval_minutes integer, failures integer, last_synced_at timestamptz,
        region text, last_outcome text, error_kind text, profit_apart boolean, api_key_sealed bytea,
        api_secret_sealed bytea, passphrase_sealed bytea, reported_gaps text, contradiction text,
        contradicted_since timestamptz, contradicted_runs integer, reading_confirmed_at timestamptz,
        emptied_since timestamptz, state_id uuid, attempted_at timestamptz, full_reading_at timestamptz,
        read_wallets text[])
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
        c.last_attempt_at, c.full_reading_at, c.read_wallets;
end
$$;

revoke execute on function claim_runs(uuid[], uuid[], bigint[], timestamptz, timestamptz, boolean) from public;
grant execute on function claim_runs(uuid[], uuid[], bigint[], timestamptz, timestamptz, boolean) to portfolio_worker;

-- A worker of an earlier release names no wallets, and those of before stay.
create or replace function finish_syncs(results jsonb, patient boolean)
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
            "contradictedRuns" integer, "emptiedSince" timestamptz, "fullReadingAt" timestamptz,
            "keyExpiresAt" timestamptz, "keyAddresses" text[], "readWallets" text[])
    ), fenced as (
        update user_connections c
        set lease_until = null, failures = 0,
            request_expires_at = case when c.request_number = given.request then null else c.request_expires_at end,
            account_id = coalesce(c.account_id, given."accountId"), region = coalesce(given.region, c.region),
            permissions = given.permissions, key_expires_at = given."keyExpiresAt",
            key_addresses = given."keyAddresses", profit_apart = given."profitApart",
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
            full_reading_at = coalesce(given."fullReadingAt", c.full_reading_at),
            read_wallets = coalesce(given."readWallets", c.read_wallets),
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
