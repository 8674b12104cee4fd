-- Everyone who owns rows: by an identity provider's issuer and subject, or the local user, who has neither.
create table users (
    id uuid primary key,
    issuer text,
    subject text,
    name text not null,
    email text,
    role text not null,
    created_at timestamptz not null default now(),
    disabled_at timestamptz,
    constraint users_role check (role in ('user', 'operator')),
    constraint identity_is_whole check ((issuer is null) = (subject is null)),
    constraint identity_is_one_users unique (issuer, subject)
);

insert into users (id, name, role)
select user_id, 'Local user', 'operator'
from (
    select user_id from portfolios
    union select user_id from user_connections
    union select user_id from sessions
    union select user_id from sign_in_codes) known;

alter table portfolios add constraint portfolio_has_a_user foreign key (user_id) references users (id);
alter table user_connections add constraint connection_has_a_user foreign key (user_id) references users (id);
alter table sessions add constraint session_has_a_user foreign key (user_id) references users (id);
alter table sign_in_codes add constraint code_has_a_user foreign key (user_id) references users (id);

alter table users enable row level security;
create policy one_user on users to portfolio_api using (id = app_user());
grant select on users to portfolio_api;

-- Made at the start of an API that has a local user. It is an operator: it runs the server.
create function add_local_user(local_user uuid) returns void
    language sql security definer set search_path = public, pg_temp
as $$
    insert into users (id, name, role) values (local_user, 'Local user', 'operator') on conflict (id) do nothing
$$;
revoke execute on function add_local_user(uuid) from public;
grant execute on function add_local_user(uuid) to portfolio_api;

-- Tokens of programs, by their hashes. A token has no right beyond its scope, and ends at a time.
create table api_tokens (
    id uuid primary key,
    user_id uuid not null,
    name text not null,
    scope text not null,
    token_hash bytea not null,
    hint text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    last_used_from text,
    constraint token_has_a_user foreign key (user_id) references users (id),
    constraint tokens_scope check (scope in ('read', 'sync', 'manage')),
    constraint token_is_unique unique (token_hash)
);
create index tokens_of_a_user on api_tokens (user_id, id);

alter table api_tokens enable row level security;
create policy one_user on api_tokens to portfolio_api using (user_id = app_user());
grant select (id, user_id, name, scope, hint, created_at, expires_at, last_used_at, last_used_from), insert, delete
    on api_tokens to portfolio_api;

-- Before a token was found, its user is not known. The use is written once a minute, and when its address changes.
create function use_api_token(hash bytea, address text, used_at timestamptz)
    returns table (id uuid, user_id uuid, scope text, role text)
    language sql security definer set search_path = public, pg_temp
as $$
    update api_tokens t
    set last_used_at = used_at, last_used_from = address
    where t.token_hash = hash and t.expires_at > used_at
        and (t.last_used_at is null or t.last_used_at < used_at - interval '1 minute'
            or t.last_used_from is distinct from address);

    select t.id, t.user_id, t.scope, u.role
    from api_tokens t
    join users u on u.id = t.user_id
    where t.token_hash = hash and t.expires_at > used_at and u.disabled_at is null
$$;
revoke execute on function use_api_token(bytea, text, timestamptz) from public;
grant execute on function use_api_token(bytea, text, timestamptz) to portfolio_api;

-- Someone may join with such a code, by its hash. It is taken at the first sign-in.
create table invitations (
    id uuid primary key,
    invited_by uuid not null,
    code_hash bytea not null,
    role text not null,
    note text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint invitation_has_a_user foreign key (invited_by) references users (id) on delete cascade,
    constraint invitations_role check (role in ('user', 'operator')),
    constraint invitation_is_unique unique (code_hash)
);

alter table invitations enable row level security;
create policy one_user on invitations to portfolio_api using (invited_by = app_user());
grant select (id, invited_by, role, note, created_at, expires_at), insert, delete on invitations to portfolio_api;

-- A person whom the identity provider has named signs in. Before that, the person's row is not known.
-- An operator of the settings who comes first takes over the local user with all its rows.
create function sign_in_user(
    by_issuer text, by_subject text, named text, at_email text, as_operator boolean, anyone boolean,
    invitation bytea, local_user uuid, new_user uuid, signed_in_at timestamptz)
    returns table (id uuid, role text, is_disabled boolean)
    language plpgsql security definer set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
    new_role text := case when as_operator then 'operator' when anyone then 'user' end;
begin
    perform pg_advisory_xact_lock(hashtextextended('sign-in', 0));
    update users
    set name = named, email = at_email, role = case when as_operator then 'operator' else role end
    where issuer = by_issuer and subject = by_subject;

    if not found and as_operator then
        update users set issuer = by_issuer, subject = by_subject, name = named, email = at_email
        where id = local_user and issuer is null;
    end if;

    if not exists (select from users where issuer = by_issuer and subject = by_subject) then
        if not as_operator then
            with taken as (delete from invitations where code_hash = invitation returning role, expires_at)
            select coalesce((select taken.role from taken where taken.expires_at > signed_in_at), new_role)
            into new_role;
        end if;
        insert into users (id, issuer, subject, name, email, role, created_at)
        select new_user, by_issuer, by_subject, named, at_email, new_role, signed_in_at
        where new_role is not null;
    end if;

    return query
    select id, role, disabled_at is not null from users where issuer = by_issuer and subject = by_subject;
end
$$;
revoke execute on function sign_in_user(
    text, text, text, text, boolean, boolean, bytea, uuid, uuid, timestamptz) from public;
grant execute on function sign_in_user(
    text, text, text, text, boolean, boolean, bytea, uuid, uuid, timestamptz) to portfolio_api;

-- Programs come with tokens of the provider, for people who have signed in before.
create function user_of_identity(by_issuer text, by_subject text)
    returns table (id uuid, role text, is_disabled boolean)
    language sql stable security definer set search_path = public, pg_temp
as $$
    select id, role, disabled_at is not null from users where issuer = by_issuer and subject = by_subject
$$;
revoke execute on function user_of_identity(text, text) from public;
grant execute on function user_of_identity(text, text) to portfolio_api;

-- Functions for operators. The caller's role is read here, so that an API that forgot to ask for it gets nothing.
create function is_operator() returns boolean
    language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (select from users where id = app_user() and role = 'operator' and disabled_at is null)
$$;
create function all_users() returns setof users
    language sql stable security definer set search_path = public, pg_temp
as $$
    select * from users where is_operator() order by created_at, id
$$;
-- True for the only operator who can sign in: without one, no one could let others in.
create function is_last_operator(checked uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
as $$
    select exists (select from users where id = checked and role = 'operator' and disabled_at is null)
        and not exists (
            select from users where id <> checked and role = 'operator' and disabled_at is null)
$$;
create function change_user(changed uuid, new_role text, disabled boolean, changed_at timestamptz) returns text
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('sign-in', 0));
    if not is_operator() then
        return 'missing';
    end if;
    if is_last_operator(changed) and (new_role <> 'operator' or disabled) then
        return 'last_operator';
    end if;

    update users
    set role = coalesce(new_role, role),
        disabled_at = case when disabled then coalesce(disabled_at, changed_at)
            when disabled is null then disabled_at end
    where id = changed;
    if not found then
        return 'missing';
    end if;

    delete from sessions where user_id = changed and disabled;
    return 'done';
end
$$;
revoke execute on function
    is_operator(), is_last_operator(uuid), all_users(), change_user(uuid, text, boolean, timestamptz) from public;
grant execute on function is_operator(), all_users(), change_user(uuid, text, boolean, timestamptz) to portfolio_api;
