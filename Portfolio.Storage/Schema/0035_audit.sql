-- The audit log: a chain of rows for each user, and one for the system, whose id is the nil uuid. Each row carries the
-- hash of the row before it. The table audit_events of earlier releases stays as the record of connections that their
-- API and worker read and write.
create table audit_heads (
    chain  uuid primary key,
    number bigint not null,
    hash   bytea not null,
    at     timestamptz not null
);

-- Verified outside the database, too: Storage/Audit/AuditHash.cs computes the same.
create table audit_log (
    chain           uuid not null,
    number          bigint not null,
    at              timestamptz not null,
    -- The acting user; null where it is not known, and for the system's own actions.
    user_id         uuid,
    actor_kind      text not null,
    actor_id        text,
    address         text,
    action          text not null,
    target_id       uuid,
    outcome         text not null,
    detail          text,
    -- How many alike within a minute the row stands for.
    count           integer not null,
    -- Null once the personal fields (actor_id, address, detail) are erased: their digest then tells nothing.
    salt            bytea,
    personal_digest bytea not null,
    previous_hash   bytea not null,
    hash            bytea not null,
    primary key (chain, number),
    constraint actor_is_known check (
        actor_kind in ('session', 'access_token', 'api_token', 'oidc', 'system', 'none')),
    constraint action_is_a_word check (action ~ '^[a-z][a-z_]{1,49}$'),
    constraint audit_outcome_is_known check (outcome in ('done', 'refused')),
    constraint it_happened check (count > 0),
    constraint audit_texts_are_short check (
        char_length(actor_id) <= 100 and char_length(address) <= 64 and char_length(detail) <= 250),
    constraint personal_fields_have_a_salt check (
        salt is not null or (actor_id is null and address is null and detail is null))
);

-- The browser of a session that has ended is in its first row.
create index audit_sign_ins on audit_log (chain, actor_id) where action = 'signed_in';

create function audit_part(value text) returns bytea
    language sql immutable
    return convert_to(coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-'), 'UTF8');

create function audit_digest(salt bytea, actor_id text, address text, detail text) returns bytea
    language sql immutable
    return sha256(salt || audit_part(actor_id) || audit_part(address) || audit_part(detail));

-- Words, numbers and ids hold no vertical bar, so that no two rows have the same text.
create function audit_hash(event audit_log) returns bytea
    language sql immutable
    return sha256(
        event.previous_hash
        || convert_to(
            concat_ws(
                '|', event.chain, event.number, (extract(epoch from event.at) * 1000000)::bigint,
                coalesce(event.user_id::text, '-'), event.actor_kind, event.action,
                coalesce(event.target_id::text, '-'), event.outcome, event.count) || '|',
            'UTF8')
        || event.personal_digest);

-- Locks the chain's head, so that rows of one chain are numbered in the order of their commits.
create function append_audit(
    of_chain uuid, actor jsonb, action text, target uuid, outcome text, detail text, times integer) returns void
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    head audit_heads;
    event audit_log;
begin
    select * into head from audit_heads h where h.chain = of_chain for update;
    if not found then
        insert into audit_heads (chain, number, hash, at) values (of_chain, 0, '', now()) on conflict do nothing;
        select * into head from audit_heads h where h.chain = of_chain for update;
    end if;

    event.chain := of_chain;
    event.number := head.number + 1;
    event.at := clock_timestamp();
    event.user_id := coalesce(
        (actor ->> 'user')::uuid,
        case when actor ->> 'kind' not in ('system', 'none')
            then nullif(of_chain, '00000000-0000-0000-0000-000000000000') end);
    event.actor_kind := actor ->> 'kind';
    event.actor_id := left(actor ->> 'id', 100);
    event.address := left(actor ->> 'address', 64);
    event.action := action;
    event.target_id := target;
    event.outcome := outcome;
    event.detail := left(detail, 250);
    event.count := times;
    event.salt := uuid_send(gen_random_uuid());
    event.personal_digest := audit_digest(event.salt, event.actor_id, event.address, event.detail);
    event.previous_hash := head.hash;
    event.hash := audit_hash(event);
    insert into audit_log values (event.*);
    update audit_heads h set number = event.number, hash = event.hash, at = event.at where h.chain = of_chain;
end
$$;

-- A change, by the actor that the caller has set for its transaction; without one by the system itself.
create function audit_change(of_user uuid, action text, target uuid, detail text) returns void
    language sql security definer set search_path = public, pg_temp
as $$
    select append_audit(
        of_user,
        coalesce(nullif(current_setting('app.actor', true), '')::jsonb, '{"kind": "system"}'),
        action, target, 'done', detail, 1)
$$;

-- A refusal: to a user, or to someone who is not known (null).
create function append_audit_event(
    of_user uuid, actor jsonb, action text, target uuid, detail text, times integer) returns void
    language sql security definer set search_path = public, pg_temp
as $$
    select append_audit(
        coalesce(of_user, '00000000-0000-0000-0000-000000000000'), actor, action, target, 'refused', detail, times)
$$;

-- For a user who is deleted. The rows stay, and the chain can still be verified.
create function erase_audit_of(erased uuid) returns void
    language sql security definer set search_path = public, pg_temp
as $$
    update audit_log set actor_id = null, address = null, detail = null, salt = null
    where (chain = erased or user_id = erased) and salt is not null
$$;

create function refuse_audit_change() returns trigger
    language plpgsql
as $$
begin
    raise exception 'Rows of the audit log are neither changed nor deleted.' using errcode = 'insufficient_privilege';
end
$$;

create trigger only_personal_fields_are_erased
    before update on audit_log
    for each row when (
        new.salt is not null
        or (old.chain, old.number, old.at, old.user_id, old.actor_kind, old.action, old.target_id, old.outcome,
            old.count, old.personal_digest, old.previous_hash, old.hash)
        is distinct from
        (new.chain, new.number, new.at, new.user_id, new.actor_kind, new.action, new.target_id, new.outcome,
            new.count, new.personal_digest, new.previous_hash, new.hash))
    execute function refuse_audit_change();
create trigger no_row_is_deleted
    before delete on audit_log for each row execute function refuse_audit_change();
create trigger the_log_is_not_cut
    before truncate on audit_log for each statement execute function refuse_audit_change();
create trigger the_heads_are_not_cut
    before truncate on audit_heads for each statement execute function refuse_audit_change();
create trigger no_head_is_deleted
    before delete on audit_heads for each row execute function refuse_audit_change();

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
    append_audit(uuid, jsonb, text, uuid, text, text, integer), audit_change(uuid, text, uuid, text),
    append_audit_event(uuid, jsonb, text, uuid, text, integer), erase_audit_of(uuid), refuse_audit_change(),
    audit_connection(), audit_credentials(), audit_portfolio(), audit_rename_answer(), audit_session(),
    audit_sign_in_code()
    from public;
grant execute on function append_audit_event(uuid, jsonb, text, uuid, text, integer) to portfolio_api;

alter table audit_log enable row level security;
alter table audit_heads enable row level security;
create policy one_user on audit_log for select to portfolio_api using (chain = app_user());
create policy heads_are_logged on audit_heads for select to portfolio_worker using (true);
grant select (
        chain, number, at, user_id, actor_kind, actor_id, address, action, target_id, outcome, detail, count)
    on audit_log to portfolio_api;
grant select on audit_heads to portfolio_worker;
