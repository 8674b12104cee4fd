#!/usr/bin/env bash
# Runs the system as a cluster on this machine: three RabbitMQ nodes, PostgreSQL with a synchronous standby, two APIs
# and three workers, against the simulator. Kills one part after the other under load, and checks what is left. See
# docs/cluster.md.
#   scripts/cluster.sh
set -Eeuo pipefail
export LC_ALL=C.UTF-8
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
. "$ROOT/scripts/measuring.sh"
. "$ROOT/scripts/checks.sh"
. "$ROOT/scripts/cluster/servers.sh"

APIS=(api1 api2)
WORKERS=(worker1 worker2 worker3)
FURTHER=("${APIS[@]}" "${WORKERS[@]}")
POSTGRES_SETTINGS=(max_connections=300)
declare -A URLS=()

# The processes ---------------------------------------------------------------------------------------------------

start_one() {
    case $1 in
        api*) launch_api "$1" "${URLS[$1]}" ;;
        *) rm -f "$READY_DIR/$1.ready" && launch_worker "$1" "$READY_DIR/$1.ready" ;;
    esac
}

await_one() {
    case $1 in
        api*) await "$1" 180 answers "${URLS[$1]}/health/ready" ;;
        *) await "$1" 180 test -e "$READY_DIR/$1.ready" ;;
    esac
}

# One API makes the token, which the other reads.
start_processes() {
    local name chosen
    for name in "${APIS[@]}"; do choose_port chosen && URLS[$name]=http://127.0.0.1:$chosen; done
    URL=${URLS[api1]}
    step "Starting ${WORKERS[*]} ${APIS[*]}"
    for name in "${WORKERS[@]}" api1; do start_one "$name"; done
    await_one api1
    start_one api2
    for name in "${WORKERS[@]}" api2; do await_one "$name"; done
    TOKEN=$(<"$TOKEN_FILE")
}

# Callers ---------------------------------------------------------------------------------------------------------

# Connects a new account every two seconds, at each API in turn, and reads from both, while RUN_DIR/loading is there.
# Each line of RUN_DIR/statuses is an answer.
load() {
    local ANSWER=$RUN_DIR/answer-of-load NEXT_ACCOUNT=10000 exchange=binance name
    while [[ -e $RUN_DIR/loading ]]; do
        for name in "${APIS[@]}"; do
            next_account "$exchange"
            record "$(post "${URLS[$name]}" connections "$BODY" 'Prefer: none')"
            URL=${URLS[$name]} api GET connections '' --max-time 20 --output /dev/null --write-out '%{http_code}\n' \
                >>"$RUN_DIR/statuses" || true
            sleep 1
        done
        [[ $exchange == binance ]] && exchange=okx || exchange=binance
    done
}

# record STATUS: of a request to connect.
record() {
    echo "$1" >>"$RUN_DIR/statuses"
    [[ $1 != 202 ]] || id_in_answer >>"$RUN_DIR/acknowledged"
}

validates_everywhere() {
    local name exchange
    for name in "${APIS[@]}"; do
        for exchange in binance okx; do
            next_account "$exchange"
            [[ $(post "${URLS[$name]}" connections/validate "$BODY" 'Prefer: none') == 200 ]] || return 1
        done
    done
}

processes_ready() {
    local name
    for name in "${APIS[@]}"; do answers "${URLS[$name]}/health/ready" || return 1; done
    for name in "${WORKERS[@]}"; do [[ -e $READY_DIR/$name.ready ]] || return 1; done
}

# Faults ----------------------------------------------------------------------------------------------------------

# seconds_until COMMAND...: for at most three minutes.
seconds_until() {
    local begun=$EPOCHREALTIME
    if within 180 "$@"; then
        awk "BEGIN { printf \"%.0f\", $EPOCHREALTIME - $begun }"
    else
        printf '>180'
    fi
}

# fault NAME COMMAND...: what the command kills stays away until the system is right again.
fault() {
    local name=$1 since pid
    shift
    step "$name"
    : >"$RUN_DIR/statuses"
    "$@"
    since=$(date -u +%FT%T.%NZ)
    (ANSWER=$RUN_DIR/answer-of-keys NEXT_ACCOUNT=$((20000 + RANDOM))
    seconds_until validates_everywhere >"$RUN_DIR/validated") &
    pid=$!
    (seconds_until processes_ready >"$RUN_DIR/ready") &
    seconds_until all_synced_since "$since" >"$RUN_DIR/synced"
    wait "$pid" $!
    check "all connections are synced again, keys are validated and every process is ready" none_too_late
    printf '%-34s %8s %8s %8s %12s\n' "$name" "$(<"$RUN_DIR/synced")" "$(<"$RUN_DIR/validated")" \
        "$(<"$RUN_DIR/ready")" "$(grep -cv '^2' "$RUN_DIR/statuses" || true)/$(wc -l <"$RUN_DIR/statuses")" |
        tee -a "$RUN_DIR/table"
    check_rules
}

none_too_late() { ! grep -q '>' "$RUN_DIR/synced" "$RUN_DIR/validated" "$RUN_DIR/ready"; }

kill_one() { stop KILL 5 "$1" 2>/dev/null; }

kill_node() {
    local node
    for node in "${NODES[@]}"; do
        fault "RabbitMQ's node ${node#rabbitmq} of 3 is killed" kill_one "$node"
        start_node "$node"
        await_node "$node"
        await_members 3
    done
}

fail_over() {
    kill_one postgres
    promote_standby
}

kill_processes() {
    local name
    for name in worker1 api1; do
        fault "$name is killed and started" restart_one "$name"
    done
}

restart_one() {
    kill_one "$1"
    start_one "$1"
}

start_servers() {
    choose_cluster_ports
    PRIMARY_PORT=$POSTGRES_PORT
    start_postgres "${POSTGRES_SETTINGS[@]}"
    start_cluster
    await_postgres
    start_standby
}

main() {
    export Sync__SweepEvery=00:00:01 Sync__Lease=00:00:30 Sync__RequestExpiresAfter=00:01:00
    export Simulator__LiveDemoPeriod=00:00:05
    export Exchanges__Binance__ApiWeightPerMinute=10000000 Exchanges__Binance__SapiWeightPerMinute=10000000
    settle_measured_system
    Sync__IntervalAtMost=00:00:10
    ANSWER=$RUN_DIR/answer
    build_system
    start_servers
    settle_addresses
    start_simulator && lift_limits
    migrate
    start_processes

    step "Connecting accounts all the time"
    moving_account binance everyday && record "$(post "$URL" connections "$BODY" 'Prefer: none')"
    moving_account okx okx-everyday && record "$(post "$URL" connections "$BODY" 'Prefer: none')"
    touch "$RUN_DIR/loading"
    load &
    fault "nothing" true
    kill_node
    kill_processes
    fault "PostgreSQL's primary is killed" fail_over
    rm "$RUN_DIR/loading"
    say "" "$(printf '%-34s %8s %8s %8s %12s' 'seconds until' 'synced' 'keys' 'ready' 'not 2xx')"
    cat "$RUN_DIR/table"
    conclude
}

main
