#!/usr/bin/env bash
# Measures how well several workers use one address's budget at Binance, against a simulator that is as strict as the
# exchange: a backlog of scheduled syncs, and every few seconds a person who wants one now. See docs/performance.md.
#   scripts/measure-budget.sh [MINUTES=3] [WORKERS=4] [CONNECTIONS=400] [READING=full]
# READING: "full" when every sync has to read Simple Earn, "skipping" when none of the schedule has to.
set -Eeuo pipefail
export LC_ALL=C.UTF-8
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
MINUTES=${1:-3} WORKERS=${2:-4} CONNECTIONS=${3:-400} READING=${4:-full}
EVERY=7
. "$ROOT/scripts/measuring.sh"

# The narrowest limit of such syncs, and how many of them the schedule's share of it allows in a minute.
case $READING in
    full) NARROWEST=/sapi/v1/simple-earn/flexible ALLOWED=64 ;;
    skipping) NARROWEST=/sapi/v1/asset/wallet/balance ALLOWED=160 ;;
    *) fail "READING is full or skipping." ;;
esac

start_further_workers() {
    local number
    for ((number = 2; number <= WORKERS; number++)); do
        FURTHER+=("worker$number")
        launch_worker "worker$number" "$READY_DIR/worker$number.ready"
    done
}

# The newest run that a person requested.
manual_run() { sql "select max(id::text) from sync_runs where connection_id = '$1' and trigger = 'manual'"; }

connect_all() {
    local body
    step "Connecting $CONNECTIONS accounts, with limits out of the way"
    lift_limits
    while read -r body; do
        api POST connections "$body" >/dev/null
    done < <(numbered_accounts 0 "$CONNECTIONS")
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
    control GET "requests?pathPrefix=$NARROWEST" >"$requests"
    say "" "$NARROWEST, the narrowest limit: 12000 a minute, of which the schedule may use 9600." \
        "minute                weight    refused"
    grep -o '{"at":[^{}]*}' "$requests" |
        sed -E 's/.*"at":"([^"]{16}).*"status":([0-9]+).*"weight":([0-9]+).*/\1 \2 \3/' |
        awk '{ sum[$1] += $3; if ($2 == 429 || $2 == 418) no[$1]++ }
            END { for (m in sum) printf "%s      %6d    %7d\n", m, sum[m], no[m] }' | sort
    say "" "Answers of 429 and 418, of all endpoints:" \
        "$(control GET limits | grep -o '"tooMany":[0-9]*,"banned":[0-9]*')"
    say "A person's resync, in ms (smallest, median, largest of $(wc -l <"$RUN_DIR/manual")):" \
        "$(sort -n "$RUN_DIR/manual" | awk '{ v[NR] = $1 } END { print v[1], v[int((NR + 1) / 2)], v[NR] }')"
    say "Scheduled syncs that succeeded: $(scheduled_runs succeeded)," \
        "of $((MINUTES * ALLOWED)) that the share allows." \
        "Of them, syncs that skipped earn: $(skipping_runs)" \
        "Scheduled syncs that failed: $(scheduled_runs failed)" \
        "Connections synced by two workers at once: $(overlapping_runs)"
}

scheduled_runs() { sql "select count(*) from sync_runs where trigger = 'scheduled' and outcome = '$1'"; }

skipping_runs() {
    sql "select count(*) from sync_runs where trigger = 'scheduled' and wallets @> '[{\"outcome\": \"skipped\"}]'"
}

main() {
    export Simulator__RequestLogSize=1000000
    start_measured_system max_connections=300
    start_further_workers
    connect_all

    step "A backlog for $WORKERS workers, for $MINUTES minutes from the next full one"
    control PUT limits '{}' >/dev/null
    await_minute
    sql "delete from request_budgets"
    control DELETE limits/usage && control DELETE requests
    sql "update user_connections set next_sync_at = now()
        where id in (select id from user_connections order by id offset 20)"
    [[ $READING != full ]] || sql "update user_connections set full_reading_at = null"
    : >"$RUN_DIR/manual"
    resync_now_and_then
    report
}

main
