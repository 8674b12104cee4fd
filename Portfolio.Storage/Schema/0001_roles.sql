-- The logins of the API and the worker. They own nothing; what each may do is in 0005_access.sql.
-- Passwords are given by the migrate command, not here.
do $$
begin
    if not exists (select from pg_roles where rolname = 'portfolio_api') then
        create role portfolio_api nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'portfolio_worker') then
        create role portfolio_worker nologin;
    end if;
end
$$;

-- The user a statement works for, as set for its transaction by the caller; null when none is set.
create function app_user() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.user_id', true), '')::uuid;

-- A version 7 uuid of that moment: 48 bits of milliseconds, then chance. PostgreSQL has none of its own before 18.
create function uuid_v7(moment timestamptz) returns uuid
    language sql volatile parallel safe
    return encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch from moment) * 1000)::bigint) from 3)
                    from 1 for 6),
                52, 1),
            53, 1),
        'hex')::uuid;
