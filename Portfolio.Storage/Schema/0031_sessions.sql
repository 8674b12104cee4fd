-- A browser's session. Its id travels in a sealed cookie; a session that has no row here is over.
create table sessions (
    id uuid primary key,
    user_id uuid not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    idle_until timestamptz not null,
    ends_at timestamptz not null,
    address text,
    browser text not null,
    constraint sessions_end check (idle_until <= ends_at)
);
create index sessions_of_a_user on sessions (user_id, last_used_at desc);

-- Codes of sign-in links: each is taken once, by the POST of the sign-in page. Only the hash is here.
create table sign_in_codes (
    code_hash bytea primary key,
    user_id uuid not null,
    expires_at timestamptz not null
);

alter table sessions enable row level security;
alter table sign_in_codes enable row level security;
create policy one_user on sessions to portfolio_api using (user_id = app_user());
create policy one_user on sign_in_codes to portfolio_api using (user_id = app_user());
grant select, insert, delete on sessions to portfolio_api;
grant update (last_used_at, idle_until) on sessions to portfolio_api;
grant select (user_id, expires_at), insert, delete on sign_in_codes to portfolio_api;

-- Before a code was taken, its user is not known. Null: there is no such code, or its time is over.
create function take_sign_in_code(hash bytea, taken_at timestamptz) returns uuid
    language sql security definer set search_path = public, pg_temp
as $$
    with taken as (delete from sign_in_codes where code_hash = hash returning user_id, expires_at)
    select user_id from taken where expires_at > taken_at
$$;
revoke execute on function take_sign_in_code(bytea, timestamptz) from public;
grant execute on function take_sign_in_code(bytea, timestamptz) to portfolio_api;
