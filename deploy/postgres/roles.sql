-- The logins of Portfolio Sync and their settings. Run it as the server's superuser, or as a login that may create
-- roles, on any database of the server; it may be repeated. It takes passwords from these settings of the session, and
-- leaves a login's password as it is where its setting is missing:
--   portfolio.owner_password, portfolio.api_password, portfolio.worker_password, portfolio.rotation_password
-- See docs/managed-servers.md.
do $roles$
declare
    login record;
begin
    -- Scripts of several systems may run at once on one server, and an "alter role" then fails.
    perform pg_advisory_xact_lock(7957706434894784361);

    for login in
        select name, current_setting('portfolio.' || short || '_password', true) as password
        from (values
            ('portfolio_owner', 'owner'), ('portfolio_api', 'api'), ('portfolio_worker', 'worker'),
            ('portfolio_rotation', 'rotation')) as known (name, short)
    loop
        if not exists (select from pg_roles where rolname = login.name) then
            execute format('create role %I login', login.name);
        end if;
        if login.password <> '' then
            execute format('alter role %I login password %L', login.name, login.password);
        end if;
    end loop;

    -- An earlier release made the owner a superuser. Only a superuser may write these attributes, so they are only
    -- written where one is wrong.
    for login in
        select rolname as name
        from pg_roles
        where rolname in ('portfolio_owner', 'portfolio_api', 'portfolio_worker', 'portfolio_rotation')
            and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
    loop
        execute format(
            'alter role %I nosuperuser nocreaterole nocreatedb noreplication nobypassrls', login.name);
    end loop;

    -- What PostgreSQL allows a session, so that a process that froze or whose machine is gone keeps a lock for seconds
    -- and not for hours. They hold for every connection, those of Quartz included. One that an operator set is left.
    for login in
        select format('alter role %I set %I to %L', role.name, setting.name, setting.value) as statement
        from (values ('portfolio_api', '60s'), ('portfolio_worker', '15s'), ('portfolio_rotation', '15s'))
            as role (name, user_timeout)
        cross join lateral (values
            -- Ends the session of a process that stands still between two statements of a transaction.
            ('idle_in_transaction_session_timeout', '5s'),
            -- Longer than the limit above: those who wait for such a session get the lock instead of an error.
            ('lock_timeout', '10s'),
            -- A peer that does not answer is given up after 5 + 3 * 2 seconds; by default after two hours.
            ('tcp_keepalives_idle', '5'),
            ('tcp_keepalives_interval', '2'),
            ('tcp_keepalives_count', '3'),
            -- The same for a peer that takes no data. A download waits in the API for its reader: there it is longer.
            ('tcp_user_timeout', role.user_timeout)) as setting (name, value)
        where not exists (
            select from pg_db_role_setting known, unnest(known.setconfig) as config
            where known.setdatabase = 0 and known.setrole = role.name::regrole
                and config like setting.name || '=%')
    loop
        execute login.statement;
    end loop;
end
$roles$;
