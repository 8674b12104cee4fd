-- Lets the owner read and reset the statistics of statements, where the server collects them: for measuring. Run it as
-- the server's superuser on the database of Portfolio Sync; it may be repeated.
do $statistics$
declare
    reset regprocedure;
begin
    if current_setting('shared_preload_libraries') not like '%pg_stat_statements%' then
        return;
    end if;

    create extension if not exists pg_stat_statements;
    grant pg_read_all_stats to portfolio_owner;
    for reset in select oid from pg_proc where proname = 'pg_stat_statements_reset' loop
        execute format('grant execute on function %s to portfolio_owner', reset);
    end loop;
end
$statistics$;
