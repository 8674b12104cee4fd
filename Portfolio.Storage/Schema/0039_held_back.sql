-- As in 0029, but a request that is held back, because its user has others under way, waits for no worker yet: it is
-- due, and has expired no later than that. It would make every worker unready.
create or replace function sync_backlog(exchanges text[])
    returns table (
        exchange text, due integer, oldest_due_seconds double precision, oldest_request_seconds double precision,
        away boolean)
    language sql stable security definer set search_path = public, pg_temp
as $$
    select given.exchange, count(due.since)::integer,
        coalesce(extract(epoch from now() - min(due.since)), 0)::double precision,
        coalesce(extract(epoch from now() - min(due.requested_at)), 0)::double precision,
        exists (
            select from exchange_health h
            where split_part(h.exchange, ':', 1) = given.exchange
                -- A probe that no one has taken for long is itself a sync that has stopped.
                and (h.paused_until > now() or h.probe_at > now() - interval '5 minutes'))
    from unnest(exchanges) as given (exchange)
    left join lateral (
        select c.next_sync_at as since,
            case when c.request_expires_at > c.next_sync_at and c.request_trigger <> 'scheduled'
                then greatest(c.next_sync_at, c.resync_requested_at) end as requested_at
        from user_connections c
        where c.exchange = given.exchange and c.next_sync_at <= now() and c.deleted_at is null and not c.paused
        order by c.next_sync_at
        limit 15000
    ) due on true
    group by given.exchange;
$$;

-- Only where users share the server does one of them keep another waiting.
create function has_several_users() returns boolean
    language sql stable security definer set search_path = public, pg_temp
as $$
    select count(*) > 1 from (select from users limit 2) few;
$$;
revoke execute on function has_several_users() from public;
grant execute on function has_several_users() to portfolio_api, portfolio_worker;
