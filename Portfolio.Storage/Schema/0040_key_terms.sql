-- The terms that an exchange states with a key's rights, so that they can be said before the key stops working: until
-- when it is valid (null: for ever, or not stated), and the addresses that may use it (empty: any; null: not stated).
alter table user_connections add column key_expires_at timestamptz, add column key_addresses text[];
grant select (key_expires_at, key_addresses) on user_connections to portfolio_api;
grant update (key_expires_at, key_addresses) on user_connections to portfolio_api;

-- A worker of an earlier release names no terms of the key: they are unknown until a newer one has synced.
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
            "keyExpiresAt" timestamptz, "keyAddresses" text[])
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
