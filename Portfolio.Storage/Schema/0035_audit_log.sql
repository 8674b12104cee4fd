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

revoke execute on function
    append_audit(uuid, jsonb, text, uuid, text, text, integer), audit_change(uuid, text, uuid, text),
    append_audit_event(uuid, jsonb, text, uuid, text, integer), erase_audit_of(uuid), refuse_audit_change()
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
