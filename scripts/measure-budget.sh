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
LIVE='' READY=''
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
        launch_room "worker$number" Worker
    done
}

sql() { psql_as_owner --dbname=portfolio --command="$1"; }

control() { curl --silent --fail --noproxy '*' -X "$1" "$SIMULATOR_URL/_simulator/$2" -H 'Content-Type: application/json' ${3:+-d "$3"}; }

api() { curl --silent --noproxy '*' -X "$1" "$URL/api/v1/$2" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' ${3:+-d "$3"}; }

connect_all() {
    local account body
    step "Connecting $CONNECTIONS accounts, with limits out of the way"
    control PUT limits '{"apiWeightPerMinute":100000000,"sapiWeightPerMinute":100000000}' >/dev/null
    while read -r account; do
        body=$(sed -E 's/.*"apiKey":"([^"]*)".*"apiSecret":"([^"]*)".*/{"exchange":"binance","apiKey":"\1","apiSecret":"\2","syncIntervalMinutes":1440}/' <<<"$account")
        api POST connections "$body" >/dev/null
    done < <(control GET "numbered-accounts?from=0&count=$CONNECTIONS" | grep -o '{[^{}]*}')
    # The budget of the workers is Binance's own; what they may not spend yet is given to them minute by minute.
    until [[ $(sql "select count(*) from user_connections where last_outcome = 'succeeded'") == "$CONNECTIONS" ]]; do
        sql "delete from request_budgets" && sleep 1
    done
}

# await_minute: the next full minute of the clock, when the exchange's windows begin.
await_minute() { sleep "$((60 - 10#$(date +%S)))"; }

# A person's sync now and then: how long from the wish to the stored run, in ms.
resync_now_and_then() {
    local id before deadline=$((SECONDS + MINUTES * 60)) started ended
    while ((SECONDS < deadline)); do
        id=$(sql "select id from user_connections where next_sync_at > now() + interval '1 hour' order by random() limit 1")
        [[ -z $id ]] || {
            before=$(sql "select coalesce(max(id::text), '') from sync_runs where connection_id = '$id' and trigger = 'manual'")
            started=$(date +%s%3N)
            api POST "connections/$id/resync" >/dev/null
            until [[ $(sql "select coalesce(max(id::text), '') from sync_runs where connection_id = '$id' and trigger = 'manual'") != "$before" ]]; do
                sleep 0.05
            done
            ended=$(date +%s%3N)
            echo "$((ended - started))" >>"$RUN_DIR/manual"
        }
        sleep "$EVERY"
    done
}

report() {
    local path weight requests=$RUN_DIR/requests.json
    control GET 'requests?pathPrefix=/sapi/v1/simple-earn/flexible' >"$requests"
    say "" "Flexible earn, the narrowest limit: 12000 a minute, of which the schedule may use 9600." \
        "minute                weight    refused"
    grep -o '{"at":[^{}]*}' "$requests" | sed -E 's/.*"at":"([^"]{16}).*"status":([0-9]+).*"weight":([0-9]+).*/\1 \2 \3/' |
        awk '{ sum[$1] += $3; if ($2 == 429 || $2 == 418) no[$1]++ } END { for (m in sum) printf "%s      %6d    %7d\n", m, sum[m], no[m] }' | sort
    say "" "Answers of 429 and 418, of all endpoints: $(control GET limits | grep -o '"tooMany":[0-9]*,"banned":[0-9]*')"
    say "A person's resync, in ms (smallest, median, largest of $(wc -l <"$RUN_DIR/manual")):" \
        "$(sort -n "$RUN_DIR/manual" | awk '{ v[NR] = $1 } END { print v[1], v[int((NR + 1) / 2)], v[NR] }')"
    say "Scheduled syncs: $(sql "select count(*) filter (where outcome = 'succeeded'), 'failed: ' || count(*) filter (where outcome = 'failed') from sync_runs where trigger = 'scheduled'")"
    say "Connections synced by two workers at once: $(sql "select count(*) from sync_runs a join sync_runs b on a.connection_id = b.connection_id and a.id < b.id and b.started_at < a.finished_at")"
}

main() {
    RUN_DIR=$(mktemp -d "${TMPDIR:-/tmp}/portfolio-measure.XXXXXX")
    chmod 711 "$RUN_DIR"
    export PORTFOLIO_RUN_DIR=$RUN_DIR Sync__IntervalAtMost=1.00:00:00 Sync__ResyncThrottle=00:00:00 Simulator__RequestLogSize=1000000
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
    sql "update user_connections set next_sync_at = now() where id in (select id from user_connections order by id offset 20)"
    : >"$RUN_DIR/manual"
    resync_now_and_then
    report
}

main
