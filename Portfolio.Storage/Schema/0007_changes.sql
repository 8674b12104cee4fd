-- What of a user's connections changed last, in the order of commits: whoever has seen a number asks for what has a
-- higher one, at any instance of the API.

-- One row per user. Its lock is held from the number's draw to the commit, so a number is never seen before a lower one.
create table change_counters (
    user_id  uuid primary key,
    sequence bigint not null
) with (fillfactor = 70);

-- One row per connection, which says when it last changed; what it is now stands in user_connections. The row of one
-- that is gone stays, some sixty bytes, so that whoever comes back later is told.
create table connection_changes (
    -- No reference: the row outlives the connection.
    connection_id uuid primary key,
    user_id       uuid not null,
    sequence      bigint not null,
    removed       boolean not null,
    constraint sequence_is_counted check (sequence > 0)
) with (fillfactor = 70);

-- Without the sequence, so that an update touches no index: a user's connections are few.
create index changes_by_user on connection_changes (user_id);

-- Runs with the rights of the schema's owner: neither login may write here, and no statement of theirs can forget to.
create function note_connection_change() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    drawn bigint;
begin
    insert into change_counters as counter (user_id, sequence) values (coalesce(new.user_id, old.user_id), 1)
    on conflict (user_id) do update set sequence = counter.sequence + 1
    returning sequence into drawn;

    insert into connection_changes (connection_id, user_id, sequence, removed)
    values (
        coalesce(new.id, old.id), coalesce(new.user_id, old.user_id), drawn, tg_op = 'DELETE' or new.deleted_at is not null)
    on conflict (connection_id) do update set sequence = excluded.sequence, removed = excluded.removed;
    return null;
end
$$;

-- Only the triggers below call it: on a table of a login's own making it would note what is not so.
revoke execute on function note_connection_change() from public;

-- Deferred to the commit: the counter is the last lock that a transaction takes, after every row it has written, so two
-- transactions cannot wait for each other in a circle, and it is held no longer than a commit takes.
create constraint trigger a_new_connection_is_noted
    after insert on user_connections deferrable initially deferred
    for each row execute function note_connection_change();

-- What people see of a connection. An ask is not among it: a sweep that asks for thousands writes nothing here.
create constraint trigger a_visible_change_is_noted
    after update on user_connections deferrable initially deferred
    for each row when (
        (old.label, old.portfolio_id, old.api_key_masked, old.permissions, old.sync_interval_minutes, old.paused,
            old.lease_until, old.last_outcome, old.error_kind, old.error_code, old.error_detail, old.retry_at,
            old.last_attempt_at, old.last_synced_at, old.next_sync_at, old.deleted_at)
        is distinct from
        (new.label, new.portfolio_id, new.api_key_masked, new.permissions, new.sync_interval_minutes, new.paused,
            new.lease_until, new.last_outcome, new.error_kind, new.error_code, new.error_detail, new.retry_at,
            new.last_attempt_at, new.last_synced_at, new.next_sync_at, new.deleted_at))
    execute function note_connection_change();

-- Of one that was disconnected before, it is noted already.
create constraint trigger a_removal_is_noted
    after delete on user_connections deferrable initially deferred
    for each row when (old.deleted_at is null) execute function note_connection_change();

-- What is connected already has changed once.
insert into connection_changes (connection_id, user_id, sequence, removed)
select id, user_id, row_number() over (partition by user_id order by id), deleted_at is not null
from user_connections;

insert into change_counters (user_id, sequence)
select user_id, max(sequence) from connection_changes group by user_id;

alter table change_counters enable row level security;
alter table connection_changes enable row level security;

create policy one_user on change_counters for select to portfolio_api using (user_id = app_user());
create policy one_user on connection_changes for select to portfolio_api using (user_id = app_user());

grant select on change_counters, connection_changes to portfolio_api;

-- A new key may live in another region, and tells its rights when it is tried.
grant update (region, permissions) on user_connections to portfolio_api;
