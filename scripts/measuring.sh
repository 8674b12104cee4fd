# shellcheck shell=bash
# What the measuring scripts have in common: a system of their own beside a simulator, in a directory that goes with it.

# shellcheck disable=SC2034 # read by system.sh
LIVE=''
. "$ROOT/scripts/say.sh"
. "$ROOT/scripts/random.sh"
. "$ROOT/scripts/ports.sh"
. "$ROOT/scripts/children.sh"
. "$ROOT/scripts/programs.sh"
. "$ROOT/scripts/servers.sh"
. "$ROOT/scripts/run-directory.sh"
. "$ROOT/scripts/system.sh"

# Workers beside the first one.
FURTHER=()

# shellcheck disable=SC2317 # called by the trap
stop_everything() {
    local code=$?
    trap '' INT TERM HUP
    trap - EXIT
    set +e
    stop TERM 10 build migrate api worker "${FURTHER[@]}"
    stop TERM 5 simulator
    kill_servers
    rm -rf "$RUN_DIR"
    exit "$code"
}

sql() { psql_as_owner --dbname=portfolio --command="$1"; }

# request ADDRESS METHOD [BODY] [CURL-OPTION...]
request() {
    local address=$1 method=$2 body=${3:-}
    shift "$(($# < 3 ? $# : 3))"
    curl --silent --noproxy '*' --request "$method" "$address" --header 'Content-Type: application/json' \
        ${body:+--data "$body"} "$@"
}

control() { request "$SIMULATOR_URL/_simulator/$2" "$1" "${3:-}" --fail; }

# api METHOD PATH [BODY] [CURL-OPTION...]
api() {
    local method=$1 path=$2 body=${3:-}
    shift "$(($# < 3 ? $# : 3))"
    request "$URL/api/v1/$path" "$method" "$body" --header "Authorization: Bearer $TOKEN" "$@"
}

# numbered_accounts FROM COUNT: the body that connects each of them, a line each.
numbered_accounts() {
    local account
    control GET "numbered-accounts?from=$1&count=$2" | grep -o '{[^{}]*}' | while read -r account; do
        account=$(grep -oE '"api(Key|Secret)":"[^"]*"' <<<"$account" | paste -sd,)
        echo '{"exchange":"binance","syncIntervalMinutes":1440,'"$account"'}'
    done
}

lift_limits() { control PUT limits '{"apiWeightPerMinute":100000000,"sapiWeightPerMinute":100000000}' >/dev/null; }

overlapping_runs() {
    sql "select count(*) from sync_runs one join sync_runs other on one.connection_id = other.connection_id
        and one.id < other.id and other.started_at < one.finished_at"
}

# start_measured_system SETTING...: with these settings of PostgreSQL. What it starts ends with the script.
start_measured_system() {
    settle_measured_system
    start_postgres "$@"
    start_rabbitmq
    build_system
    await_postgres
    await_rabbitmq
    start_system
}

settle_measured_system() {
    RUN_DIR=$(mktemp -d "${TMPDIR:-/tmp}/portfolio-measure.XXXXXX")
    chmod 711 "$RUN_DIR"
    export PORTFOLIO_RUN_DIR=$RUN_DIR Sync__IntervalAtMost=1.00:00:00 Sync__ResyncThrottle=00:00:00
    trap stop_everything EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    settle_run_dir
    require_dotnet
    require curl postgres rabbitmq
    settle_servers_dir
    settle_program_user
    settle_secrets
    choose_port PORTFOLIO_PORT && choose_port PORTFOLIO_SIMULATOR_PORT
    choose_port POSTGRES_PORT && choose_port RABBITMQ_PORT && choose_port RABBITMQ_CONSOLE_PORT
}
