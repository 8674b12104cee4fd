#!/usr/bin/env bash
# The processes of the fault suite. Its runner writes one command a line, and gets one line back that begins with "ok".
# When its input ends, because the runner has ended in whichever way, it ends all of them.
#   scripts/fault-processes.sh LOG-DIRECTORY
set -Eeuo pipefail
export LC_ALL=C.UTF-8

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
. "$ROOT/scripts/say.sh"
. "$ROOT/scripts/random.sh"
. "$ROOT/scripts/ports.sh"
. "$ROOT/scripts/children.sh"
. "$ROOT/scripts/programs.sh"
. "$ROOT/scripts/servers.sh"

LOG_DIR=$1
WORK_DIR=''
VOLUME=''

# shellcheck disable=SC2317 # called by the trap
stop_everything() {
    local code=$?
    trap '' INT TERM HUP
    trap - EXIT
    set +e
    stop KILL 10 "${!CHILDREN[@]}" 2>/dev/null
    [[ -z $VOLUME ]] || umount --lazy "$VOLUME"
    [[ -z $WORK_DIR ]] || rm -rf "$WORK_DIR"
    exit "$code"
}

answer() { say "ok $*"; }

# A killed process loses nothing that it has given to the kernel, so the disk need not be waited for.
start_database() { start_postgres max_connections=200 fsync=off; }

database_answers() { psql_as_superuser --dbname=postgres --command='select 1' >/dev/null; }

# The database's own small disk, which can be filled without harm to the machine. Only root may mount one.
make_volume() {
    mkdir "$WORK_DIR/volume"
    mount -t tmpfs -o size=256m,mode=711 tmpfs "$WORK_DIR/volume" 2>/dev/null || return 0
    VOLUME=$WORK_DIR/volume
    make_home "$(server_user postgres)" "$VOLUME/tables"
    psql_as_superuser --dbname=postgres --command="create tablespace volume location '$VOLUME/tables'"
    psql_as_superuser --dbname=postgres --command="alter database $DATABASE set tablespace volume"
}

do_servers() {
    require curl postgres rabbitmq
    set_passwords "$(random_hex 16)"
    choose_port POSTGRES_PORT
    choose_port RABBITMQ_PORT
    choose_port RABBITMQ_CONSOLE_PORT
    start_database
    start_rabbitmq
    await_postgres
    make_volume
    await_rabbitmq
    answer "$(postgres_address "$SUPERUSER" "$SUPERUSER_PASSWORD")" \
        "$(rabbitmq_address "$OPERATOR" "$RABBITMQ_PASSWORD")" \
        "http://$OPERATOR:$RABBITMQ_PASSWORD@127.0.0.1:$RABBITMQ_CONSOLE_PORT" "${VOLUME:+full-disk}"
}

# start NAME FILE: dotnet with the arguments in the file, a line each.
do_start() {
    local arguments
    mapfile -t arguments <"$2"
    launch_on_screen "$1" "$(id -un)" KILL dotnet "${arguments[@]}" >>"$(log_of "$1")" 2>&1
    answer "${CHILDREN[$1]}"
}

# signal NAME SIGNAL: to the process and its group.
do_signal() {
    local pid=${CHILDREN[$1]}
    kill -s "$2" -- "-$pid" 2>/dev/null || true
    if [[ $2 == KILL ]]; then
        wait "$pid" 2>/dev/null || true
    fi
    answer
}

do_stop() {
    case $1 in
        postgres) stop INT 20 postgres ;;
        rabbitmq) stop TERM 30 rabbitmq ;;
    esac
    answer
}

# The processes of a killed PostgreSQL see it a moment later, and the next one does not start beside them.
do_start_postgres() {
    local deadline=$((SECONDS + 90))
    start_database
    until database_answers; do
        ((SECONDS < deadline)) || fail_with_log "$(log_of postgres)" "PostgreSQL did not start again."
        alive postgres || start_database
        sleep 0.2
    done
    answer
}

do_start_rabbitmq() {
    stop KILL 5 epmd
    start_rabbitmq
    await_rabbitmq
    answer
}

# memory PART: of the machine's memory that RabbitMQ may use; with 0, it blocks every publisher.
do_memory() {
    run_as "$(server_user rabbitmq)" env HOME="$SERVERS_DIR/rabbitmq" ERL_EPMD_PORT="$EPMD_PORT" \
        ERL_ZFLAGS='-start_epmd false' RABBITMQ_NODENAME=portfolio@localhost \
        "$(dirname "$RABBITMQ_SERVER")/rabbitmqctl" set_vm_memory_high_watermark "$1" \
        </dev/null >"$(log_of rabbitmqctl)" 2>&1 ||
        fail_with_log "$(log_of rabbitmqctl)" "RabbitMQ did not take the limit of its memory."
    answer
}

do_fill() {
    dd if=/dev/zero of="$VOLUME/filling" bs=64k >/dev/null 2>&1 || true
    answer
}

do_empty() {
    rm -f "$VOLUME/filling"
    answer
}

main() {
    local command arguments
    trap stop_everything EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP
    WORK_DIR=$(mktemp -d "${TMPDIR:-/tmp}/portfolio-faults.XXXXXX")
    SERVERS_DIR=$WORK_DIR/servers
    chmod 711 "$WORK_DIR"
    mkdir "$SERVERS_DIR"
    export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost
    while read -r command arguments; do
        # shellcheck disable=SC2086 # several arguments
        "do_${command//-/_}" $arguments
    done
}

main
