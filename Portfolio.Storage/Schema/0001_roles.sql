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
