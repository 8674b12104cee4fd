-- What the worker's login may still do to runs and to sealed keys is what its work needs.

-- Runs of the last day are never deleted, nor a connection's newest, whatever the caller names.
create function prune_runs(before timestamptz, most integer) returns integer
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    oldest uuid := uuid_v7(least(before, now() - interval '1 day'));
    pruned integer;
begin
    delete from sync_runs
    where id in (
        select r.id
        from sync_runs r
        where r.id < oldest
            and exists (select from sync_runs newer where newer.connection_id = r.connection_id and newer.id > r.id)
        limit most);
    get diagnostics pruned = row_count;
    return pruned;
end
$$;

revoke execute on function prune_runs(timestamptz, integer) from public;
grant execute on function prune_runs(timestamptz, integer) to portfolio_worker;

drop policy pruning on sync_runs;
drop policy pruning_looks on sync_runs;
revoke delete on sync_runs from portfolio_worker;

-- The same for the profits of positions, which are only thinned out.
alter policy pruning on position_profits using (app_user() is null and at < now() - interval '1 day');

-- The worker empties sealed columns, when it refuses a key for what it may do, and writes nothing else into them. By a
-- trigger and not by the columns' rights: a worker of the release before names them in the statement for every failure.
create function refuse_sealed_value() returns trigger
    language plpgsql
as $$
begin
    raise exception 'The worker may empty a sealed column and not fill it.' using errcode = 'insufficient_privilege';
end
$$;

revoke execute on function refuse_sealed_value() from public;

create trigger a_worker_fills_no_sealed_column
    before update of api_key_sealed, api_secret_sealed, passphrase_sealed on user_connections
    for each row
    when (current_user = 'portfolio_worker' and (
        coalesce(new.api_key_sealed <> coalesce(old.api_key_sealed, ''), false)
        or coalesce(new.api_secret_sealed <> coalesce(old.api_secret_sealed, ''), false)
        or coalesce(new.passphrase_sealed <> coalesce(old.passphrase_sealed, ''), false)))
    execute function refuse_sealed_value();

-- A first sync removes its connection where the account is connected already. No other connection is the worker's to
-- delete.
drop policy one_user_each_time on user_connections;
create policy one_user_each_time on user_connections for select to portfolio_worker using (user_id = app_user());
create policy one_users_syncs on user_connections for update to portfolio_worker using (user_id = app_user());
create policy a_duplicate_goes on user_connections for delete to portfolio_worker
    using (user_id = app_user() and account_id is null and last_synced_at is null);

-- A rotation has a login of its own: it looks for sealed rows across users, and seals each as its user.
drop policy the_rotation_looks on user_connections;
create policy the_rotation_looks on user_connections for select to portfolio_rotation
    using (api_key_sealed is not null);
create policy the_rotation_seals on user_connections for update to portfolio_rotation using (user_id = app_user());
grant usage on schema public to portfolio_rotation;
grant select (id, user_id, exchange, api_key_sealed, api_secret_sealed, passphrase_sealed) on user_connections
    to portfolio_rotation;
grant update (api_key_sealed, api_secret_sealed, passphrase_sealed) on user_connections to portfolio_rotation;
