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
