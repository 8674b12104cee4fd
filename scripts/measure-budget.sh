#!/usr/bin/env bash
# Measures how well several workers use one address's budget at Binance, against a simulator that is as strict as the
# exchange: a backlog of scheduled syncs, and every few seconds a person who wants one now. See docs/performance.md.
#   scripts/measure-budget.sh [MINUTES=3] [WORKERS=4] [CONNECTIONS=400]
set -Eeuo pipefail
export LC_ALL=C.UTF-8
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
MINUTES=${1:-3} WORKERS=${2:-4} CONNECTIONS=${3:-400}
EVERY=7
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

FURTHER=()

start_further_workers() {
    local number
    ConnectionStrings__Postgres=$(postgres_address portfolio_worker "$WORKER_PASSWORD")
    ConnectionStrings__RabbitMq=$(rabbitmq_address)
    export ConnectionStrings__Postgres ConnectionStrings__RabbitMq
    export Encryption__ActiveKey=first Encryption__Keys__first=$ENCRYPTION_KEY
    export Encryption__FingerprintKey=$FINGERPRINT_KEY
    for ((number = 2; number <= WORKERS; number++)); do
        FURTHER+=("worker$number")
        launch_project "worker$number" Worker
    done
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

api() { request "$URL/api/v1/$2" "$1" "${3:-}" --header "Authorization: Bearer $TOKEN"; }

# The newest run that a person requested.
manual_run() { sql "select max(id::text) from sync_runs where connection_id = '$1' and trigger = 'manual'"; }

connect_all() {
    local account body
    step "Connecting $CONNECTIONS accounts, with limits out of the way"
    control PUT limits '{"apiWeightPerMinute":100000000,"sapiWeightPerMinute":100000000}' >/dev/null
    while read -r account; do
        body=$(grep -oE '"api(Key|Secret)":"[^"]*"' <<<"$account" | paste -sd,)
        body='{"exchange":"binance","syncIntervalMinutes":1440,'$body'}'
        api POST connections "$body" >/dev/null
    done < <(control GET "numbered-accounts?from=0&count=$CONNECTIONS" | grep -o '{[^{}]*}')
    # The budget of the workers is Binance's own; the rest of it is released to them minute by minute.
    until [[ $(sql "select count(*) from user_connections where last_outcome = 'succeeded'") == "$CONNECTIONS" ]]; do
        sql "delete from request_budgets" && sleep 1
    done
}

# await_minute: the next full minute of the clock, when the exchange's windows begin.
await_minute() { sleep "$((60 - 10#$(date +%S)))"; }

# A person's sync now and then: the time from the request to the stored run, in ms.
resync_now_and_then() {
    local id before started deadline=$((SECONDS + MINUTES * 60))
    while ((SECONDS < deadline)); do
        id=$(sql "select id from user_connections where next_sync_at > now() + interval '1 hour'
            order by random() limit 1")
        before=$(manual_run "$id")
        started=$(date +%s%3N)
        api POST "connections/$id/resync" >/dev/null
        while [[ $(manual_run "$id") == "$before" ]]; do sleep 0.02; done
        echo "$(($(date +%s%3N) - started))" >>"$RUN_DIR/manual"
        sleep "$EVERY"
    done
}

report() {
    local requests=$RUN_DIR/requests.json
    control GET 'requests?pathPrefix=/sapi/v1/simple-earn/flexible' >"$requests"
    say "" "Flexible earn, the narrowest limit: 12000 a minute, of which the schedule may use 9600." \
        "minute                weight    refused"
    grep -o '{"at":[^{}]*}' "$requests" |
        sed -E 's/.*"at":"([^"]{16}).*"status":([0-9]+).*"weight":([0-9]+).*/\1 \2 \3/' |
        awk '{ sum[$1] += $3; if ($2 == 429 || $2 == 418) no[$1]++ }
            END { for (m in sum) printf "%s      %6d    %7d\n", m, sum[m], no[m] }' | sort
    say "" "Answers of 429 and 418, of all endpoints:" \
        "$(control GET limits | grep -o '"tooMany":[0-9]*,"banned":[0-9]*')"
    say "A person's resync, in ms (smallest, median, largest of $(wc -l <"$RUN_DIR/manual")):" \
        "$(sort -n "$RUN_DIR/manual" | awk '{ v[NR] = $1 } END { print v[1], v[int((NR + 1) / 2)], v[NR] }')"
    say "Scheduled syncs that succeeded: $(scheduled_runs succeeded), of $((MINUTES * 64)) that the share allows." \
        "Scheduled syncs that failed: $(scheduled_runs failed)" \
        "Connections synced by two workers at once: $(overlapping_runs)"
}

scheduled_runs() { sql "select count(*) from sync_runs where trigger = 'scheduled' and outcome = '$1'"; }

overlapping_runs() {
    sql "select count(*) from sync_runs one join sync_runs other on one.connection_id = other.connection_id
        and one.id < other.id and other.started_at < one.finished_at"
}

main() {
    RUN_DIR=$(mktemp -d "${TMPDIR:-/tmp}/portfolio-measure.XXXXXX")
    chmod 711 "$RUN_DIR"
    export PORTFOLIO_RUN_DIR=$RUN_DIR Sync__IntervalAtMost=1.00:00:00 Sync__ResyncThrottle=00:00:00
    export Simulator__RequestLogSize=1000000
    trap stop_everything EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    settle_run_dir
    require_dotnet
    require curl postgres rabbitmq
    settle_servers_dir
    settle_secrets
    choose_port PORTFOLIO_PORT && choose_port PORTFOLIO_SIMULATOR_PORT
    choose_port POSTGRES_PORT && choose_port RABBITMQ_PORT && choose_port RABBITMQ_CONSOLE_PORT
    start_postgres max_connections=300
    start_rabbitmq
    build_system
    await_postgres
    await_rabbitmq
    start_system
    start_further_workers
    connect_all

    step "A backlog for $WORKERS workers, for $MINUTES minutes from the next full one"
    control PUT limits '{}' >/dev/null
    await_minute
    sql "delete from request_budgets"
    control DELETE limits/usage && control DELETE requests
    sql "update user_connections set next_sync_at = now()
        where id in (select id from user_connections order by id offset 20)"
    : >"$RUN_DIR/manual"
    resync_now_and_then
    report
}

main
