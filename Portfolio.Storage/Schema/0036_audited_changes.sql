-- Changes of connections, portfolios, questions about renames, sessions and codes are events.
-- All of the triggers below are deferred: the head of the chain is locked last, at the commit.
create function audit_connection() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform audit_change(new.user_id, 'connection_added', new.id, new.label);
        return null;
    elsif tg_op = 'DELETE' then
        perform audit_change(
            old.user_id,
            case when session_user = 'portfolio_worker' then 'duplicate_removed' else 'connection_purged' end,
            old.id, old.label);
        return null;
    elsif old.deleted_at is null and new.deleted_at is not null then
        perform audit_change(new.user_id, 'connection_disconnected', new.id, new.label);
        return null;
    end if;

    if old.label <> new.label then
        perform audit_change(new.user_id, 'connection_renamed', new.id, old.label || ' → ' || new.label);
    end if;
    if old.sync_interval_minutes <> new.sync_interval_minutes then
        perform audit_change(
            new.user_id, 'interval_changed', new.id,
            format('%s: %s → %s', new.label, old.sync_interval_minutes, new.sync_interval_minutes));
    end if;
    if old.paused <> new.paused then
        perform audit_change(
            new.user_id, case when new.paused then 'connection_paused' else 'connection_resumed' end, new.id,
            new.label);
    end if;
    if old.portfolio_id <> new.portfolio_id then
        perform audit_change(new.user_id, 'connection_moved', new.id, new.label);
    end if;
    if new.last_outcome = 'refused' and old.last_outcome is distinct from 'refused' and new.has_secret then
        perform audit_change(
            new.user_id, 'connection_disabled', new.id, format('%s: %s', new.label, new.error_kind));
    end if;
    if new.reading_confirmed_at is not null and old.reading_confirmed_at is distinct from new.reading_confirmed_at then
        perform audit_change(new.user_id, 'reading_confirmed', new.id, new.label);
    end if;
    return null;
end
$$;

create constraint trigger a_new_connection_is_audited
    after insert on user_connections deferrable initially deferred
    for each row execute function audit_connection();
create constraint trigger a_purge_is_audited
    after delete on user_connections deferrable initially deferred
    for each row execute function audit_connection();
-- A sync sets some of these columns, and to these values only when it is refused: it queues nothing otherwise.
create constraint trigger a_change_is_audited
    after update of label, sync_interval_minutes, paused, portfolio_id, deleted_at, last_outcome, reading_confirmed_at
    on user_connections deferrable initially deferred
    for each row when (
        old.label <> new.label or old.sync_interval_minutes <> new.sync_interval_minutes
        or old.paused <> new.paused or old.portfolio_id <> new.portfolio_id
        or (old.deleted_at is null and new.deleted_at is not null)
        or (new.last_outcome = 'refused' and old.last_outcome is distinct from 'refused' and new.has_secret)
        or (new.reading_confirmed_at is not null
            and old.reading_confirmed_at is distinct from new.reading_confirmed_at))
    execute function audit_connection();

create function audit_credentials() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if new.api_key_sealed is null then
        perform audit_change(
            new.user_id, 'credentials_destroyed', new.id, concat_ws(': ', new.label, new.error_kind));
    else
        perform audit_change(
            new.user_id,
            case when session_user = 'portfolio_rotation' then 'credentials_sealed_again'
                else 'credentials_replaced' end,
            new.id, new.label);
    end if;
    return null;
end
$$;

-- Apart from the trigger above, so that a sync does not even compare sealed values.
create constraint trigger a_change_of_a_key_is_audited
    after update of api_key_sealed, api_secret_sealed, passphrase_sealed
    on user_connections deferrable initially deferred
    for each row when (
        (old.api_key_sealed, old.api_secret_sealed, old.passphrase_sealed)
        is distinct from (new.api_key_sealed, new.api_secret_sealed, new.passphrase_sealed)
        and (new.deleted_at is null or old.deleted_at is not null))
    execute function audit_credentials();

create function audit_portfolio() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform audit_change(new.user_id, 'portfolio_added', new.id, new.name);
    elsif tg_op = 'DELETE' then
        perform audit_change(old.user_id, 'portfolio_deleted', old.id, old.name);
    else
        perform audit_change(new.user_id, 'portfolio_renamed', new.id, old.name || ' → ' || new.name);
    end if;
    return null;
end
$$;

create constraint trigger a_new_or_deleted_portfolio_is_audited
    after insert or delete on portfolios deferrable initially deferred
    for each row execute function audit_portfolio();
create constraint trigger a_new_name_is_audited
    after update of name on portfolios deferrable initially deferred
    for each row when (old.name <> new.name) execute function audit_portfolio();

create function audit_rename_answer() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    perform audit_change(
        new.user_id, 'rename_' || new.answer, new.connection_id, new.old_symbol || ' → ' || new.new_symbol);
    return null;
end
$$;

create constraint trigger an_answer_is_audited
    after update of answer on rename_questions deferrable initially deferred
    for each row when (new.answer is not null and old.answer is distinct from new.answer)
    execute function audit_rename_answer();

-- A sign-in is the new session's own event. A sign-out is one of the session that asked for it.
create function audit_session() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform append_audit(
            new.user_id,
            jsonb_build_object('kind', 'session', 'id', new.id, 'address', new.address),
            'signed_in', new.id, 'done', new.browser, 1);
    else
        perform audit_change(old.user_id, 'signed_out', old.id, old.browser);
    end if;
    return null;
end
$$;

create constraint trigger a_sign_in_is_audited
    after insert on sessions deferrable initially deferred
    for each row execute function audit_session();
-- Sessions that were over are only tidied away.
create constraint trigger a_sign_out_is_audited
    after delete on sessions deferrable initially deferred
    for each row when (old.idle_until > now()) execute function audit_session();

create function audit_sign_in_code() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    perform audit_change(new.user_id, 'sign_in_code_made', null, null);
    return null;
end
$$;

create constraint trigger a_sign_in_code_is_audited
    after insert on sign_in_codes deferrable initially deferred
    for each row execute function audit_sign_in_code();

revoke execute on function
    audit_connection(), audit_credentials(), audit_portfolio(), audit_rename_answer(), audit_session(),
    audit_sign_in_code()
    from public;
