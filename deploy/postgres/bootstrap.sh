#!/usr/bin/env bash
# Makes the logins and the database of Portfolio Sync under the server's superuser, "postgres". It is run at every start
# and changes only what is missing. Data of an earlier release, whose first superuser was portfolio_owner, is converted.
#   PGHOST, PGPORT                                                       where the server is
#   SUPERUSER_PASSWORD, POSTGRES_PASSWORD (of the owner), API_PASSWORD, WORKER_PASSWORD, ROTATION_PASSWORD
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
DATABASE=${DATABASE:-portfolio}
OWNER=portfolio_owner
# Renames the first superuser, which it cannot do itself, and goes.
HELPER=portfolio_bootstrap

# as LOGIN PASSWORD DATABASE ARGUMENT...: passwords go by the environment, which other users cannot see.
as() {
    local login=$1 password=$2 database=$3
    shift 3
    PGPASSWORD=$password PGOPTIONS="-c client_min_messages=warning ${PASSWORDS:-}" psql --no-psqlrc --quiet \
        --no-align --tuples-only --set=ON_ERROR_STOP=1 --username="$login" --dbname="$database" "$@"
}

as_superuser() { as postgres "$SUPERUSER_PASSWORD" "$@"; }

is_converted() { as_superuser postgres --command='select 1' >/dev/null 2>&1; }

# In one transaction, so that an interrupted conversion is either done or begun again.
convert() {
    local PASSWORDS="-c portfolio.superuser_password=$SUPERUSER_PASSWORD"
    as "$OWNER" "$POSTGRES_PASSWORD" postgres --command="do \$\$
        begin
            if not exists (select from pg_roles where rolname = '$HELPER') then
                create role $HELPER superuser login;
            end if;
            execute format('alter role $HELPER password %L', current_setting('portfolio.superuser_password'));
        end \$\$"
    as "$HELPER" "$SUPERUSER_PASSWORD" postgres --command="do \$\$
        begin
            alter role $OWNER rename to postgres;
            execute format('alter role postgres password %L', current_setting('portfolio.superuser_password'));
        end \$\$"
}

main() {
    : "$SUPERUSER_PASSWORD" "$POSTGRES_PASSWORD" "$API_PASSWORD" "$WORKER_PASSWORD" "$ROTATION_PASSWORD"
    is_converted || convert
    as_superuser postgres --command="drop role if exists $HELPER"
    PASSWORDS="-c portfolio.owner_password=$POSTGRES_PASSWORD -c portfolio.api_password=$API_PASSWORD
        -c portfolio.worker_password=$WORKER_PASSWORD -c portfolio.rotation_password=$ROTATION_PASSWORD" \
        as_superuser postgres --file="$HERE/roles.sql"
    [[ -n $(as_superuser postgres --command="select 1 from pg_database where datname = '$DATABASE'") ]] ||
        as_superuser postgres --command="create database $DATABASE owner $OWNER"
    as_superuser "$DATABASE" --file="$HERE/owner.sql" --file="$HERE/statistics.sql"
}

main
