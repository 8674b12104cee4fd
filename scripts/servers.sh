# shellcheck shell=bash
# A private PostgreSQL and a private RabbitMQ, with their own data, users, ports and names, on the loopback address.
# The caller sets SERVERS_DIR, the ports, the passwords and OPERATOR, and has loaded children.sh, ports.sh, programs.sh.

# Makes the logins and the database, and nothing else (deploy/postgres/bootstrap.sh).
SUPERUSER=postgres
OWNER=portfolio_owner
DATABASE=portfolio
OPERATOR=operator
VHOST=portfolio

# The user who runs a server: root may not, so its package's own user does; anyone else runs it as themselves.
server_user() {
    ((EUID == 0)) || { id -un; return; }
    id "$1" >/dev/null 2>&1 || fail "There is no user \"$1\" on this machine to run the server as, and root may not."
    echo "$1"
}

# make_home USER DIRECTORY
make_home() {
    mkdir -p "$2"
    chmod 700 "$2"
    ((EUID != 0)) || chown "$1:" "$2"
}

# write_for USER FILE: from standard input, readable by no one else.
write_for() {
    rm -f "$2"
    (umask 077 && cat >"$2")
    ((EUID != 0)) || chown "$1:" "$2"
}

# start_postgres SETTING...: extra settings as name=value.
start_postgres() {
    local user home=$SERVERS_DIR/postgres
    user=$(server_user postgres)
    make_home "$user" "$home"
    if [[ -e $home/data ]]; then
        local major
        major=$(<"$home/data/PG_VERSION")
        find_postgres "$major" || fail "The data in $home was made by PostgreSQL $major, which is not here any more."
    else
        create_postgres "$user" "$home"
    fi
    launch_postgres postgres "$user" "$home" "$POSTGRES_PORT" "$@"
}

# launch_postgres NAME USER HOME PORT SETTING...
launch_postgres() {
    local name=$1 user=$2 home=$3 port=$4 setting settings=()
    shift 4
    for setting in "port=$port" listen_addresses=127.0.0.1 unix_socket_directories= "$@"; do
        settings+=(-c "$setting")
    done
    launch "$name" "$user" INT env -i -C / PATH="$PATH" LANG=C.UTF-8 \
        "$POSTGRES_BIN/postgres" -D "$home/data" "${settings[@]}"
}

# Made under another name and renamed when complete, so that an interrupted first start leaves nothing half made.
create_postgres() {
    local user=$1 home=$2
    rm -rf "$home/data.new"
    write_for "$user" "$home/password" <<<"$SUPERUSER_PASSWORD"
    run_as "$user" "$POSTGRES_BIN/initdb" --pgdata="$home/data.new" --username="$SUPERUSER" \
        --pwfile="$home/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$(log_of initdb)" 2>&1 ||
        fail_with_log "$(log_of initdb)" "PostgreSQL could not make its data directory."
    rm -f "$home/password"
    mv "$home/data.new" "$home/data"
}

# psql_as LOGIN PASSWORD ARGUMENT...
psql_as() {
    local login=$1 password=$2
    shift 2
    PGPASSWORD=$password "$POSTGRES_BIN/psql" --no-psqlrc --quiet --no-align --tuples-only \
        --host=127.0.0.1 --port="$POSTGRES_PORT" --username="$login" "$@" 2>/dev/null
}

psql_as_owner() { psql_as "$OWNER" "$POSTGRES_PASSWORD" "$@"; }

psql_as_superuser() { psql_as "$SUPERUSER" "$SUPERUSER_PASSWORD" "$@"; }

postgres_answers() {
    "$POSTGRES_BIN/pg_isready" --quiet --host=127.0.0.1 --port="$POSTGRES_PORT" --dbname=postgres
}

# Afterwards the logins and the database are there, and data of an earlier release is converted.
await_postgres() {
    await postgres 120 postgres_answers
    bootstrap_postgres
}

bootstrap_postgres() {
    PGHOST=127.0.0.1 PGPORT=$POSTGRES_PORT PATH=$POSTGRES_BIN:$PATH DATABASE=$DATABASE \
        SUPERUSER_PASSWORD=$SUPERUSER_PASSWORD POSTGRES_PASSWORD=$POSTGRES_PASSWORD API_PASSWORD=$API_PASSWORD \
        WORKER_PASSWORD=$WORKER_PASSWORD ROTATION_PASSWORD=$ROTATION_PASSWORD \
        "$ROOT/deploy/postgres/bootstrap.sh" >"$(log_of bootstrap)" 2>&1 ||
        fail_with_log "$(log_of bootstrap)" "The database and its logins could not be made."
}

# For servers of one run: every login with the same password.
set_passwords() {
    SUPERUSER_PASSWORD=$1 POSTGRES_PASSWORD=$1 API_PASSWORD=$1 WORKER_PASSWORD=$1 ROTATION_PASSWORD=$1
    RABBITMQ_PASSWORD=$1 RABBITMQ_API_PASSWORD=$1 RABBITMQ_WORKER_PASSWORD=$1
    ERLANG_COOKIE=$1
}

# postgres_address USER PASSWORD
postgres_address() {
    printf 'Host=127.0.0.1;Port=%s;Database=%s;Username=%s;Password=%s' "$POSTGRES_PORT" "$DATABASE" "$1" "$2"
}

start_rabbitmq() {
    local distribution_port
    choose_port EPMD_PORT
    choose_port distribution_port
    start_epmd
    launch_rabbitmq rabbitmq portfolio@localhost "$distribution_port" rabbitmq_settings
}

# By default Erlang starts its name server as a daemon, which outlives it: now if it finds none, and again whenever it
# is missing. So the script starts it as a child, and no Erlang process here may start another.
start_epmd() {
    launch epmd "$(server_user rabbitmq)" TERM env -i -C / PATH="$PATH" HOME=/ \
        epmd -port "$EPMD_PORT" -address 127.0.0.1
    await epmd 10 port_answers "$EPMD_PORT"
}

# launch_rabbitmq NAME NODE DISTRIBUTION-PORT SETTINGS: with what the function SETTINGS prints.
launch_rabbitmq() {
    local name=$1 node=$2 distribution_port=$3 printed_by=$4 user home=$SERVERS_DIR/$1
    user=$(server_user rabbitmq)
    make_home "$user" "$home"
    write_for "$user" "$home/.erlang.cookie" <<<"$ERLANG_COOKIE"
    write_for "$user" "$home/enabled_plugins" <<<'[rabbitmq_management].'
    "$printed_by" | write_for "$user" "$home/rabbitmq.conf"
    launch "$name" "$user" TERM env -i -C / PATH="$PATH" LANG=C.UTF-8 HOME="$home" \
        ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 ERL_ZFLAGS='-start_epmd false' \
        ERL_CRASH_DUMP="$home/crash.dump" \
        RABBITMQ_NODENAME="$node" RABBITMQ_DIST_PORT="$distribution_port" \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
        RABBITMQ_CONF_ENV_FILE="$home/none" RABBITMQ_CONFIG_FILES="$home/none" \
        RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" RABBITMQ_ADVANCED_CONFIG_FILE="$home/advanced.config" \
        RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins" RABBITMQ_MNESIA_BASE="$home/data" \
        RABBITMQ_LOG_BASE="$home/log" RABBITMQ_LOGS=- \
        "$RABBITMQ_SERVER"
}

# The default user and virtual host are made at the first start, in place of RabbitMQ's guest.
rabbitmq_settings() {
    cat <<SETTINGS
listeners.tcp.local = 127.0.0.1:$RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $RABBITMQ_CONSOLE_PORT
default_user = $OPERATOR
default_pass = $RABBITMQ_PASSWORD
default_vhost = $VHOST
SETTINGS
}

# The password goes by standard input, where other users of the machine cannot see it.
console_answers() {
    curl --silent --fail --noproxy '*' --max-time 5 --output /dev/null --config - \
        "http://127.0.0.1:$RABBITMQ_CONSOLE_PORT/api/health/checks/local-alarms" \
        <<<"user = $OPERATOR:$RABBITMQ_PASSWORD"
}

# Afterwards the API's and the worker's users are there.
await_rabbitmq() {
    await rabbitmq 120 console_answers
    await rabbitmq 10 port_answers "$RABBITMQ_PORT"
    make_rabbitmq_users "$RABBITMQ_CONSOLE_PORT"
}

# make_rabbitmq_users CONSOLE-PORT
make_rabbitmq_users() {
    CONSOLE_HOST=127.0.0.1 CONSOLE_PORT=$1 VHOST=$VHOST RABBITMQ_PASSWORD=$RABBITMQ_PASSWORD \
        RABBITMQ_API_PASSWORD=$RABBITMQ_API_PASSWORD RABBITMQ_WORKER_PASSWORD=$RABBITMQ_WORKER_PASSWORD \
        "$ROOT/deploy/rabbitmq/users.sh" >"$(log_of rabbitmq-users)" 2>&1 ||
        fail_with_log "$(log_of rabbitmq-users)" "RabbitMQ's users could not be made."
}

# rabbitmq_address USER PASSWORD
rabbitmq_address() { printf 'amqp://%s:%s@127.0.0.1:%s/%s' "$1" "$2" "$RABBITMQ_PORT" "$VHOST"; }

# Both at once: RabbitMQ takes its time.
stop_servers() {
    signal_children INT postgres
    stop TERM 20 rabbitmq
    stop TERM 5 epmd
    stop INT 20 postgres
}

# For servers whose data is thrown away.
kill_servers() {
    stop KILL 5 rabbitmq 2>/dev/null
    stop KILL 5 epmd postgres 2>/dev/null
}
