#!/usr/bin/env bash
# Measures the cost of a sync against a simulator without limits: first syncs, syncs that find nothing new, syncs that
# find every balance changed, and a person's wait for a new connection. See docs/performance.md.
#   scripts/measure-syncs.sh [CONNECTIONS=500] [ROUNDS=3] [RESULT.json]
set -Eeuo pipefail
export LC_ALL=C.UTF-8
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
CONNECTIONS=${1:-500} ROUNDS=${2:-3} RESULT=${3:-}
WAITERS=100
. "$ROOT/scripts/measuring.sh"

# CPU time in clock ticks of a process, its threads, and the children that it has waited for.
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 + $14 + $15 }' "/proc/$1/stat" 2>/dev/null || echo 0; }

cpu_of() {
    local pid sum=0
    for pid in "$1" $(pgrep --parent "$1" || true); do ((sum += $(ticks "$pid"))) || true; done
    echo "$sum"
}

# Erlang runs as a grandchild of the process that was started.
broker() { pgrep --full "beam.smp.*$SERVERS_DIR" | head -n1; }

snapshot() {
    echo "$(date +%s%3N) $(cpu_of "${CHILDREN[worker]}") $(cpu_of "${CHILDREN[api]}") \
$(cpu_of "${CHILDREN[postgres]}") $(cpu_of "$(broker)") $(sql "select pg_current_wal_insert_lsn() - '0/0'")"
}

# The worker's statements, without those of Quartz's store.
statements() {
    sql "select coalesce(sum(calls), 0) from pg_stat_statements s join pg_roles r on r.oid = s.userid
        where r.rolname = 'portfolio_worker' and query not ilike '%qrtz\_%'
            and query !~* '^(begin|commit|rollback|discard|set|select set_config)'"
}

# measure PHASE COMMAND...: runs it, waits until all are synced after it began, and notes the cost of one sync.
measure() {
    local phase=$1 before after begun
    shift
    sql 'select pg_stat_statements_reset()' >/dev/null
    begun=$(sql 'select clock_timestamp()')
    before=$(snapshot)
    "$@"
    until [[ $(sql "select count(*) from user_connections where last_synced_at > '$begun'") -ge $CONNECTIONS ]]; do
        sleep 0.05
    done
    after=$(snapshot)
    awk -v phase="$phase" -v n="$CONNECTIONS" -v before="$before" -v after="$after" -v calls="$(statements)" \
        -v hertz="$(getconf CLK_TCK)" -v memory="$(awk '/VmHWM/ { print $2 / 1024 }' \
        "/proc/${CHILDREN[worker]}/status")" 'BEGIN {
            split(before, b); split(after, a)
            printf "%s syncs/s %.1f\n", phase, n / (a[1] - b[1]) * 1000
            split("worker api database broker", of)
            for (i = 1; i <= 4; i++)
                printf "%s CPU-ms:%s %.2f\n", phase, of[i], (a[i + 1] - b[i + 1]) / hertz / n * 1000
            printf "%s WAL-bytes %.0f\n%s statements %.2f\n%s worker-MiB %.0f\n", phase, (a[6] - b[6]) / n,
                phase, calls / n, phase, memory
        }' >>"$RUN_DIR/figures"
}

thaw_worker() { kill -s CONT -- "-${CHILDREN[worker]}"; }

make_due() { sql 'update user_connections set next_sync_at = now()'; }

# As if every balance had been twice as much at the last sync.
change_all() {
    sql 'update balances set quantity = quantity * 2; update user_connections
        set state_id = gen_random_uuid(), next_sync_at = now()'
}

measure_round() {
    local round=$1 body
    sql 'delete from user_connections'
    kill -s STOP -- "-${CHILDREN[worker]}"
    while read -r body; do
        api POST connections "$body" --fail >/dev/null
    done < <(numbered_accounts "$((round * CONNECTIONS))" "$CONNECTIONS")
    measure first thaw_worker
    measure unchanged make_due
    measure changed change_all
}

# A person's wait, one after the other, from the request to the answer with the synced connection.
measure_waits() {
    local body
    while read -r body; do
        api POST connections "$body" --fail --header 'Prefer: wait=20' --output /dev/null \
            --write-out 'wait %{time_total}\n'
    done < <(numbered_accounts "$(((ROUNDS + 1) * CONNECTIONS))" "$WAITERS") >"$RUN_DIR/waits"
    sort -k2 -n "$RUN_DIR/waits" | awk '{ v[NR] = $2 * 1000 } END {
        printf "POST-to-synced median-ms %.0f\nPOST-to-synced p99-ms %.0f\n", v[int((NR + 1) / 2)], v[int(NR * 0.99)]
    }' >>"$RUN_DIR/figures"
}

# The median, the smallest and the largest of each figure.
report() {
    say "" "Of one sync, over $ROUNDS rounds of $CONNECTIONS connections:" \
        "$(printf '%-15s %-17s %10s %10s %10s' phase figure median smallest largest)"
    sort -k1,2 -k3,3n "$RUN_DIR/figures" | awk '
        { key = $1 " " $2 }
        key != last && NR > 1 { show() }
        { if (key != last) n = 0; v[++n] = $3; last = key }
        END { show() }
        function show(  part) {
            split(last, part)
            printf "%-15s %-17s %10s %10s %10s\n", part[1], part[2], v[int((n + 1) / 2)], v[1], v[n]
        }' | tee "$RUN_DIR/table"
    [[ -z $RESULT ]] || awk '{
        printf "%s{\"phase\":\"%s\",\"figure\":\"%s\",", (NR > 1 ? ",\n" : "["), $1, $2
        printf "\"median\":%s,\"smallest\":%s,\"largest\":%s}", $3, $4, $5
    } END { print "]" }' "$RUN_DIR/table" >"$RESULT"
}

main() {
    export Sync__SweepEvery=00:00:01 Sync__SweepLimit=5000 Sync__ScheduledShare=1
    export Exchanges__Binance__ApiWeightPerMinute=10000000 Exchanges__Binance__SapiWeightPerMinute=10000000
    start_measured_system max_connections=300 shared_preload_libraries=pg_stat_statements
    lift_limits

    step "Warming up"
    measure_round 0
    : >"$RUN_DIR/figures"
    for ((round = 1; round <= ROUNDS; round++)); do
        step "Round $round of $ROUNDS"
        measure_round "$round"
    done
    step "Waiting for $WAITERS new connections, one after the other"
    measure_waits
    report
}

main
