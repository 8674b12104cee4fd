#!/usr/bin/env bash
# Upgrades a running system from an earlier build to this one, without stopping it, and checks on the way that the two
# builds work side by side. See "Upgrading" in docs/operations.md.
#   scripts/try-upgrade.sh [COMMIT=26a6511]
set -Eeuo pipefail
export LC_ALL=C.UTF-8
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
COMMIT=${1:-26a6511}
. "$ROOT/scripts/measuring.sh"
. "$ROOT/scripts/checks.sh"

# The earlier build's processes are "api" and "worker".
FURTHER=(later-worker later-api)

# The builds ------------------------------------------------------------------------------------------------------

# A clone of its own, which goes with the run's directory.
build_earlier() {
    local clone=$RUN_DIR/earlier
    git clone --quiet --shared --no-checkout "$ROOT" "$clone"
    git -C "$clone" checkout --quiet "$COMMIT"
    ROOT=$clone APP_DIR=$RUN_DIR/app-earlier build_system
    rm -rf "$clone"
}

# As the earlier release made it: its owner is the server's superuser.
start_earlier_postgres() {
    local SUPERUSER=$OWNER SUPERUSER_PASSWORD=$POSTGRES_PASSWORD
    start_postgres
}

# Its migration gives the logins their passwords.
start_earlier() {
    local APP_DIR=$RUN_DIR/app-earlier
    local -x Database__ApiPassword=$API_PASSWORD Database__WorkerPassword=$WORKER_PASSWORD
    await postgres 120 postgres_answers
    psql_as_owner --dbname=postgres --command="create database $DATABASE"
    migrate
    launch_worker worker "$WORKER_READY_FILE"
    launch_api api "$URL"
    await worker 120 test -e "$WORKER_READY_FILE"
    await api 120 answers "$URL/health/ready"
    TOKEN=$(<"$TOKEN_FILE")
}

start_earlier_worker() {
    rm -f "$WORKER_READY_FILE"
    APP_DIR=$RUN_DIR/app-earlier launch_worker worker "$WORKER_READY_FILE"
    await worker 120 test -e "$WORKER_READY_FILE"
}

start_later_worker() {
    rm -f "$READY_DIR/later.ready"
    launch_worker later-worker "$READY_DIR/later.ready"
    await later-worker 120 test -e "$READY_DIR/later.ready"
}

start_later_api() {
    launch_api later-api "$LATER_URL"
    await later-api 120 answers "$LATER_URL/health/ready"
}

# Callers ---------------------------------------------------------------------------------------------------------

# connects URL EXCHANGE: an account that no one has connected yet.
connects() {
    next_account "$2"
    connects_body "$1"
}

# connects_body URL: as BODY says; also waits for the first sync.
connects_body() {
    [[ $(post "$1" connections "$BODY" 'Prefer: wait=20') == 201 ]] || { cat "$ANSWER"; return 1; }
    id_in_answer >>"$RUN_DIR/acknowledged"
}

validates() {
    next_account "$2"
    [[ $(post "$1" connections/validate "$BODY" 'Prefer: none') == 200 ]]
}

# resyncs URL ID: and the result is stored.
resyncs() {
    local before
    before=$(manual_runs "$2")
    [[ $(post "$1" "connections/$2/resync" '' 'Prefer: none') == 202 ]] && within 30 has_more_runs "$2" "$before"
}

manual_runs() { sql "select count(*) from sync_runs where connection_id = '$1' and trigger = 'manual'"; }

has_more_runs() { (($(manual_runs "$1") > $2)); }

# The status of each answer, a line each, while RUN_DIR/asking is there.
ask_all_the_time() {
    local path
    while [[ -e $RUN_DIR/asking ]]; do
        for path in connections portfolios exchanges "connections/$FIRST"; do
            api GET "$path" '' --max-time 20 --output /dev/null --write-out '%{http_code} read\n' || true
        done
        api POST "connections/$FIRST/resync" '' --max-time 20 --output /dev/null --write-out '%{http_code} resync\n' ||
            true
        sleep 0.1
    done >>"$RUN_DIR/statuses"
}

none_failed() { [[ -s $RUN_DIR/statuses ]] && ! grep -qvE '^2' "$RUN_DIR/statuses"; }

# check_callers WHICH URL: one of the two APIs, with the workers that run.
check_callers() {
    check "the $1 API connects accounts at Binance and OKX and waits for their first syncs" connects_both "$2"
    check "the $1 API validates a key" within 60 validates "$2" binance
    check "the $1 API has a connection synced that the earlier one sealed" resyncs "$2" "$FIRST"
    check "the $1 API has a connection synced that was sealed last" resyncs "$2" "$(tail -n1 "$RUN_DIR/acknowledged")"
}

connects_both() { connects "$1" binance && connects "$1" okx; }

# The upgrade -----------------------------------------------------------------------------------------------------

begin_with_earlier() {
    step "Serving with the earlier build, $COMMIT"
    start_earlier
    moving_account binance everyday && connects_body "$URL"
    moving_account okx okx-everyday && connects_body "$URL"
    for _ in 1 2 3 4; do connects "$URL" binance && connects "$URL" okx; done
    FIRST=$(head -n1 "$RUN_DIR/acknowledged")
    touch "$RUN_DIR/asking"
    ask_all_the_time &
    check_rules
}

owner_is_narrow() {
    [[ $(sql "select rolsuper or rolcreaterole from pg_roles where rolname = '$OWNER'") == f ]]
}

migrate_under_load() {
    local begun=$EPOCHREALTIME
    await_postgres
    check "the owner is no superuser any more" owner_is_narrow
    migrate
    say "  took    $(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $begun }") s, the start of the process included"
    check_callers earlier "$URL"
    check_rules
}

run_side_by_side() {
    step "Starting the worker and the API of this build beside the earlier ones"
    start_later_worker
    start_later_api
    check_callers earlier "$URL"
    check_callers later "$LATER_URL"
    check_rules
}

stop_one_worker_after_the_other() {
    step "Stopping the earlier worker: this build's opens and consumes all"
    stop TERM 20 worker
    check_callers earlier "$URL"
    check_callers later "$LATER_URL"
    check_rules
    step "Starting the earlier worker again, and stopping this build's: the earlier one opens and consumes all"
    start_earlier_worker
    stop TERM 20 later-worker
    check_callers later "$LATER_URL"
    check_callers earlier "$URL"
    check_rules
}

end_earlier() {
    step "Starting this build's worker again, and stopping both earlier processes"
    start_later_worker
    rm "$RUN_DIR/asking"
    sleep 1
    check "every one of $(wc -l <"$RUN_DIR/statuses") requests to the earlier API succeeded" none_failed
    stop TERM 20 worker api
    check_callers later "$LATER_URL"
    check_rules
}

main() {
    export Sync__SweepEvery=00:00:01 Simulator__LiveDemoPeriod=00:00:05 Encryption__SealForEarlierRelease=true
    export Exchanges__Binance__ApiWeightPerMinute=10000000 Exchanges__Binance__SapiWeightPerMinute=10000000
    settle_measured_system
    ANSWER=$RUN_DIR/answer
    Sync__IntervalAtMost=00:00:05
    start_earlier_postgres && start_rabbitmq
    build_earlier && build_system
    await_rabbitmq
    settle_addresses
    start_simulator && lift_limits
    choose_port LATER_PORT && LATER_URL=http://127.0.0.1:$LATER_PORT

    begin_with_earlier
    migrate_under_load
    run_side_by_side
    stop_one_worker_after_the_other
    end_earlier
    conclude
}

main
