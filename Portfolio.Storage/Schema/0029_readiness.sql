-- What a process has to know to say truthfully whether it is ready, and an operator to see what falls behind.

-- When the last sweep of any worker ended: it had found what was due, and RabbitMQ had taken all its messages.
create table sweeps (
    only_row boolean primary key default true,
    ended_at timestamptz not null,
    constraint there_is_one_row check (only_row)
) with (fillfactor = 50);

grant select, insert, update on sweeps to portfolio_worker;

-- A process compares it with the scripts that it was built with.
grant select on schemaversions to portfolio_api, portfolio_worker;

create function schedule_state()
    returns table (sweep_age_seconds double precision, triggers_in_error integer, triggers_overdue integer)
    language sql stable security definer set search_path = public, pg_temp
as $$
    select
        (select extract(epoch from clock_timestamp() - ended_at)::double precision from sweeps),
        (select count(*)::integer from qrtz_triggers where trigger_state = 'ERROR'),
        -- Quartz keeps times as ticks of .NET.
        (select count(*)::integer from qrtz_triggers
            where trigger_state in ('WAITING', 'ACQUIRED', 'BLOCKED')
                and next_fire_time < 621355968000000000
                    + (extract(epoch from now() - interval '5 minutes') * 10000000)::bigint);
$$;

-- Counts only, and no row of any user: how many connections of each exchange are due, since when, and since when a
-- person has waited for an answer. At most 15,000 of an exchange are counted. Away: it demands a pause or is down.
create function sync_backlog(exchanges text[])
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
            case when c.request_expires_at is not null and c.request_trigger <> 'scheduled'
                then greatest(c.next_sync_at, c.resync_requested_at) end as requested_at
        from user_connections c
        where c.exchange = given.exchange and c.next_sync_at <= now() and c.deleted_at is null and not c.paused
        order by c.next_sync_at
        limit 15000
    ) due on true
    group by given.exchange;
$$;

revoke execute on function schedule_state() from public;
revoke execute on function sync_backlog(text[]) from public;
grant execute on function schedule_state() to portfolio_api, portfolio_worker;
grant execute on function sync_backlog(text[]) to portfolio_api, portfolio_worker;
