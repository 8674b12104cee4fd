-- An exchange that orders a key's requests by a nonce, and counts them per key, needs one place that all workers share:
-- whose turn a key's requests are, the last nonce, the exchange's counter and the end of a lockout. A key is known by
-- its fingerprint alone, since two users may connect the same one: there is no user in here, and no part of a key.
create table key_turns (
    exchange      text not null,
    fingerprint   bytea not null,
    -- Nanoseconds since 1970 when time allows, and always above every earlier one.
    last_nonce    bigint not null default 0,
    -- The call whose turn it is; null: no one's.
    lease         uuid,
    leased_until  timestamptz,
    -- The exchange's counter of this key at counted_at. It decays with time.
    counter       double precision not null default 0,
    counted_at    timestamptz not null default now(),
    -- The key is locked out at the exchange until then; null: it never was.
    blocked_until timestamptz,
    -- The address that the requests of the lockout came from.
    blocked_from  text,
    -- Readings in a row in which the exchange did not report the key's rights; null: they were never read.
    rights_missed integer,
    used_at       timestamptz not null default now(),
    primary key (exchange, fingerprint),
    constraint fingerprint_is_a_hash check (length(fingerprint) = 32),
    constraint counts_are_not_negative check (counter >= 0 and rights_missed >= 0)
);

grant select, insert, update, delete on key_turns to portfolio_worker;

-- Gives a call its turn with a nonce, or says how long to wait. One row is locked, and for this statement only. Times
-- further ahead than the rules allow were written by a clock that was set back since, and do not count.
create function take_key_turn(
    of_exchange text, of_key bytea, by_call uuid, lease_for interval,
    cost double precision, most double precision, decay double precision)
    returns table (nonce bigint, wait_ms integer, blocked_until timestamptz, rights_missed integer)
    language plpgsql set search_path = public, pg_temp
as $$
declare
    known key_turns;
    clock timestamptz;
    counted double precision;
begin
    insert into key_turns (exchange, fingerprint) values (of_exchange, of_key) on conflict do nothing;
    select * into known from key_turns k where k.exchange = of_exchange and k.fingerprint = of_key for update;
    clock := clock_timestamp();
    if known.blocked_until > clock and known.blocked_until < clock + interval '1 day' then
        return query select null::bigint, 0, known.blocked_until, known.rights_missed;
        return;
    end if;
    if known.lease <> by_call and known.leased_until > clock and known.leased_until <= clock + interval '5 minutes' then
        return query select
            null::bigint, ceil(extract(epoch from known.leased_until - clock) * 1000)::integer, null::timestamptz,
            known.rights_missed;
        return;
    end if;

    counted := greatest(0, known.counter - decay * greatest(0, extract(epoch from clock - known.counted_at)));
    if counted + cost > most then
        update key_turns k set lease = null, leased_until = null
        where k.exchange = of_exchange and k.fingerprint = of_key;
        return query select
            null::bigint, ceil((counted + cost - most) / decay * 1000)::integer, null::timestamptz,
            known.rights_missed;
        return;
    end if;

    return query
        update key_turns k
        set last_nonce = greatest(k.last_nonce + 1, (extract(epoch from clock) * 1000000000)::bigint),
            lease = by_call,
            leased_until = clock + lease_for,
            counter = counted + cost,
            counted_at = clock,
            used_at = clock
        where k.exchange = of_exchange and k.fingerprint = of_key
        returning k.last_nonce, 0, null::timestamptz, k.rights_missed;
end
$$;
revoke execute on function take_key_turn from public;
grant execute on function take_key_turn to portfolio_worker;
