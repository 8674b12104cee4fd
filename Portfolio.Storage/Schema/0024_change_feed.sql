-- Each connection carries the transaction that changed it last. A reader of the feed keeps the snapshot of its last
-- read, and next reads the connections whose transaction that snapshot did not see. Syncs of one user queue for no
-- counter, no change is missed in whatever order transactions commit, and a long one elsewhere holds nothing back.
alter table user_connections add column changed_by xid8 not null default pg_current_xact_id();

-- Connections whose rows are gone, for readers that come back later. Some sixty bytes each.
create table removed_connections (
    -- No reference: the row outlives the connection.
    connection_id uuid primary key,
    user_id       uuid not null,
    removed_by    xid8 not null
);

create index removed_connections_by_user on removed_connections (user_id);

insert into removed_connections (connection_id, user_id, removed_by)
select connection_id, user_id, pg_current_xact_id()
from connection_changes
where connection_id not in (select id from user_connections);

drop trigger a_new_connection_is_noted on user_connections;
drop trigger a_visible_change_is_noted on user_connections;
drop trigger a_removal_is_noted on user_connections;
drop function note_connection_change();
drop table connection_changes;
drop table change_counters;

create function stamp_connection_change() returns trigger
    language plpgsql
as $$
begin
    new.changed_by := pg_current_xact_id();
    return new;
end
$$;

create trigger a_new_connection_is_stamped
    before insert on user_connections
    for each row execute function stamp_connection_change();

-- The visible part of a connection. A request is not in it, so a sweep that requests thousands changes nothing here. A
-- sync that a person requested shows when it begins and when it ends, one of the schedule only when it ends.
create trigger a_visible_change_is_stamped
    before update on user_connections
    for each row when (
        (old.label, old.portfolio_id, old.api_key_masked, old.permissions, old.sync_interval_minutes, old.paused,
            old.last_outcome, old.error_kind, old.error_code, old.error_detail, old.retry_at, old.last_synced_at,
            old.next_sync_at, old.deleted_at, old.contradiction, old.reading_confirmed_at)
        is distinct from
        (new.label, new.portfolio_id, new.api_key_masked, new.permissions, new.sync_interval_minutes, new.paused,
            new.last_outcome, new.error_kind, new.error_code, new.error_detail, new.retry_at, new.last_synced_at,
            new.next_sync_at, new.deleted_at, new.contradiction, new.reading_confirmed_at)
        or (old.lease_until is distinct from new.lease_until
            and (new.lease_until is null or new.request_trigger <> 'scheduled')))
    execute function stamp_connection_change();

-- Runs with the rights of the schema's owner: neither login may write here. A reader that has seen a disconnect which
-- kept the history sees no second removal when the history is purged.
create function note_removed_connection() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    insert into removed_connections (connection_id, user_id, removed_by)
    values (old.id, old.user_id, case when old.deleted_at is null then pg_current_xact_id() else old.changed_by end)
    on conflict do nothing;
    return null;
end
$$;

revoke execute on function note_removed_connection() from public;

create trigger a_removal_is_noted
    after delete on user_connections
    for each row execute function note_removed_connection();

-- Transaction numbers mean something in one run of one database only: another server, another timeline after a failover
-- or a restore, and a table that was restored from a dump begin another epoch.
create function feed_epoch() returns text
    language sql stable
as $$
    select left(md5(concat_ws(':',
        (pg_control_system()).system_identifier,
        substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8),
        (select oid from pg_database where datname = current_database()),
        'user_connections'::regclass::oid)), 12)
$$;

alter table removed_connections enable row level security;
create policy one_user on removed_connections for select to portfolio_api using (user_id = app_user());
grant select on removed_connections to portfolio_api;
grant select (changed_by) on user_connections to portfolio_api;
