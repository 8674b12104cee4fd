-- Gives what a superuser owns in this database's schema to portfolio_owner: in an earlier release the owner was the
-- server's first superuser. Run it as a superuser on the database of Portfolio Sync; it may be repeated.
do $owner$
declare
    thing record;
begin
    for thing in
        select format('alter %s %s owner to portfolio_owner', kind, name) as statement
        from (
            select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                    else 'table' end as kind,
                c.oid::regclass::text as name, c.relowner as owner, c.oid, 'pg_class'::regclass as catalog
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
            union all
            select 'routine', p.oid::regprocedure::text, p.proowner, p.oid, 'pg_proc'::regclass
            from pg_proc p
            where p.pronamespace = 'public'::regnamespace
            union all
            select 'type', t.oid::regtype::text, t.typowner, t.oid, 'pg_type'::regclass
            from pg_type t
            where t.typnamespace = 'public'::regnamespace and t.typtype in ('d', 'e', 'r')
        ) as known
        join pg_roles r on r.oid = known.owner and r.rolsuper
        -- Neither a part of an extension nor a sequence that goes with its table.
        where not exists (
            select from pg_depend d
            where d.classid = known.catalog and d.objid = known.oid and d.deptype in ('a', 'e', 'i'))
    loop
        execute thing.statement;
    end loop;

    if exists (
        select from pg_database d join pg_roles r on r.oid = d.datdba
        where d.datname = current_database() and r.rolname <> 'portfolio_owner')
    then
        execute format('alter database %I owner to portfolio_owner', current_database());
    end if;
end
$owner$;
