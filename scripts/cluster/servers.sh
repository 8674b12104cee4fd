# shellcheck shell=bash
# A RabbitMQ of three nodes and a PostgreSQL with a synchronous standby, on the loopback address. The caller has loaded
# measuring.sh.

NODES=(rabbitmq1 rabbitmq2 rabbitmq3)
declare -A NODE_PORTS=() CONSOLE_PORTS=() DISTRIBUTION_PORTS=()

choose_cluster_ports() {
    local node chosen
    choose_port POSTGRES_PORT && choose_port STANDBY_PORT && choose_port EPMD_PORT
    for node in "${NODES[@]}"; do
        choose_port chosen && NODE_PORTS[$node]=$chosen
        choose_port chosen && CONSOLE_PORTS[$node]=$chosen
        choose_port chosen && DISTRIBUTION_PORTS[$node]=$chosen
    done
}

# RabbitMQ --------------------------------------------------------------------------------------------------------

# rabbitmq_address USER PASSWORD
rabbitmq_address() {
    local node hosts=()
    for node in "${NODES[@]}"; do hosts+=("127.0.0.1:${NODE_PORTS[$node]}"); done
    (IFS=, && printf 'amqp://%s:%s@%s/%s' "$1" "$2" "${hosts[*]}" "$VHOST")
}

# The first node makes the cluster, and each other finds it. Two of three go on, and a node alone pauses itself.
cluster_settings() {
    local number
    rabbitmq_settings
    echo "cluster_formation.peer_discovery_backend = classic_config"
    for number in 1 2 3; do echo "cluster_formation.classic_config.nodes.$number = portfolio$number@localhost"; done
    echo "cluster_partition_handling = pause_minority"
}

# shellcheck disable=SC2034 # read by servers.sh
start_node() {
    local RABBITMQ_PORT=${NODE_PORTS[$1]} RABBITMQ_CONSOLE_PORT=${CONSOLE_PORTS[$1]}
    launch_rabbitmq "$1" "portfolio${1#rabbitmq}@localhost" "${DISTRIBUTION_PORTS[$1]}" cluster_settings
}

# shellcheck disable=SC2034 # read by servers.sh
await_node() {
    local RABBITMQ_CONSOLE_PORT=${CONSOLE_PORTS[$1]}
    await "$1" 180 console_answers
    await "$1" 10 port_answers "${NODE_PORTS[$1]}"
}

start_cluster() {
    local node
    step "Starting RabbitMQ's nodes ${NODES[*]}"
    start_epmd
    for node in "${NODES[@]}"; do
        start_node "$node"
        await_node "$node"
    done
    await_members 3
    make_rabbitmq_users "${CONSOLE_PORTS[rabbitmq1]}"
}

# await_members COUNT: running nodes, as the first one that answers counts them.
await_members() { within 60 has_members "$1" || fail "RabbitMQ's cluster has not $1 running nodes."; }

has_members() { [[ $(ask_console 'nodes?columns=running' | grep -o true | wc -l) == "$1" ]]; }

# ask_console PATH: at the first node that answers.
ask_console() {
    local node
    for node in "${NODES[@]}"; do
        ! request "http://127.0.0.1:${CONSOLE_PORTS[$node]}/api/$1" GET '' --fail --max-time 5 \
            --user "$OPERATOR:$RABBITMQ_PASSWORD" || return 0
    done
    return 1
}

# PostgreSQL ------------------------------------------------------------------------------------------------------

postgres_address() {
    printf 'Host=127.0.0.1:%s,127.0.0.1:%s;Target Session Attributes=primary;Host Recheck Seconds=2;' \
        "$PRIMARY_PORT" "$STANDBY_PORT"
    printf 'Database=%s;Username=%s;Password=%s' "$DATABASE" "$1" "$2"
}

# The standby's data is a copy of the primary's, and follows it. Only then does a commit wait for the standby, because
# without one it would wait for ever.
start_standby() {
    local user home=$SERVERS_DIR/standby
    user=$(server_user postgres)
    step "Starting a standby that every commit waits for"
    make_home "$user" "$home"
    run_as "$user" env PGPASSWORD="$SUPERUSER_PASSWORD" "$POSTGRES_BIN/pg_basebackup" --pgdata="$home/data" \
        --dbname="host=127.0.0.1 port=$POSTGRES_PORT user=$SUPERUSER application_name=standby" \
        --wal-method=stream --checkpoint=fast --write-recovery-conf --create-slot --slot=standby \
        >"$(log_of basebackup)" 2>&1 || fail_with_log "$(log_of basebackup)" "The standby could not be made."
    launch_postgres standby "$user" "$home" "$STANDBY_PORT" "${POSTGRES_SETTINGS[@]}"
    within 60 standby_streams || fail_with_log "$(log_of standby)" "The standby does not follow the primary."
    postgres_command "alter system set synchronous_standby_names = 'standby'"
    postgres_command 'select pg_reload_conf()' >/dev/null
    within 10 standby_is_synchronous || fail "The standby is not synchronous."
}

postgres_command() { psql_as_superuser --dbname=postgres --command="$1"; }

standby_streams() { [[ $(postgres_command 'select state from pg_stat_replication') == streaming ]]; }

standby_is_synchronous() { [[ $(postgres_command 'select sync_state from pg_stat_replication') == sync ]]; }

# As a manager of failovers does once the primary is gone.
promote_standby() {
    POSTGRES_PORT=$STANDBY_PORT
    within 60 promoted || fail_with_log "$(log_of standby)" "The standby was not promoted."
}

promoted() { [[ $(postgres_command 'select pg_promote()') == t ]]; }
