-- Changes of users, of their tokens and of invitations are events, too.
create function audit_user() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform audit_change(new.id, 'user_added', new.id, new.name);
        return null;
    end if;

    if old.role <> new.role then
        perform audit_change(new.id, 'role_changed', new.id, format('%s: %s → %s', new.name, old.role, new.role));
    end if;
    if (old.disabled_at is null) <> (new.disabled_at is null) then
        perform audit_change(
            new.id, case when new.disabled_at is null then 'user_enabled' else 'user_disabled' end, new.id, new.name);
    end if;
    if old.subject is null and new.subject is not null then
        perform audit_change(new.id, 'local_user_taken_over', new.id, new.name);
    end if;
    return null;
end
$$;
-- No one adds the local user: it is there from the start.
create constraint trigger a_new_user_is_audited
    after insert on users deferrable initially deferred
    for each row when (new.subject is not null) execute function audit_user();
create constraint trigger a_changed_user_is_audited
    after update of role, disabled_at, subject on users deferrable initially deferred
    for each row execute function audit_user();

create function audit_token() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform audit_change(new.user_id, 'token_made', new.id, format('%s (%s)', new.name, new.scope));
    else
        perform audit_change(old.user_id, 'token_revoked', old.id, format('%s (%s)', old.name, old.scope));
    end if;
    return null;
end
$$;
create constraint trigger a_token_is_audited
    after insert or delete on api_tokens deferrable initially deferred
    for each row execute function audit_token();

-- Of its operator. Someone who signs in by it has no user yet.
create function audit_invitation() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform audit_change(new.invited_by, 'person_invited', new.id, format('%s (%s)', new.note, new.role));
    elsif app_user() is null then
        perform audit_change(old.invited_by, 'invitation_used', old.id, format('%s (%s)', old.note, old.role));
    else
        perform audit_change(old.invited_by, 'invitation_withdrawn', old.id, format('%s (%s)', old.note, old.role));
    end if;
    return null;
end
$$;
create constraint trigger an_invitation_is_audited
    after insert on invitations deferrable initially deferred
    for each row execute function audit_invitation();
create constraint trigger the_end_of_an_invitation_is_audited
    after delete on invitations deferrable initially deferred
    for each row when (old.expires_at > now()) execute function audit_invitation();

revoke execute on function audit_user(), audit_token(), audit_invitation() from public;

-- A user and everything of the user, sealed keys first. By the user, or by an operator; never the last operator.
-- A sync under way finds no connection to write to. The events of the deletion come before their personal fields are
-- erased; the deletion itself is the system's to keep.
create function delete_user(deleted uuid) returns text
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('sign-in', 0));
    if not (deleted = app_user() or is_operator()) or not exists (select from users where id = deleted) then
        return 'missing';
    end if;
    if is_last_operator(deleted) then
        return 'last_operator';
    end if;

    delete from user_connections where user_id = deleted;
    delete from portfolios where user_id = deleted;
    delete from idempotency_keys where user_id = deleted;
    delete from removed_connections where user_id = deleted;
    delete from sessions where user_id = deleted;
    delete from sign_in_codes where user_id = deleted;
    delete from api_tokens where user_id = deleted;
    delete from audit_events where user_id = deleted;
    delete from users where id = deleted;
    set constraints all immediate;
    perform audit_change('00000000-0000-0000-0000-000000000000', 'user_deleted', deleted, null);
    perform erase_audit_of(deleted);
    return 'done';
end
$$;

revoke execute on function delete_user(uuid) from public;
grant execute on function delete_user(uuid) to portfolio_api;

-- Operators read every chain.
create policy operators_read_all on audit_log for select to portfolio_api using ((select is_operator()));
create index audit_by_time on audit_log (at, chain, number);
