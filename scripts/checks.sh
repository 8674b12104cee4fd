# shellcheck shell=bash
# Checks of a running system from outside, by SQL and HTTP, for scripts that use measuring.sh. RUN_DIR/acknowledged has
# the id of each connection that an API acknowledged, a line each.

CHECKS=0
FAILED=0
NEXT_ACCOUNT=0

# check SENTENCE COMMAND...
check() {
    local sentence=$1
    CHECKS=$((CHECKS + 1))
    shift
    if "$@"; then
        say "  ok      $sentence"
    else
        FAILED=$((FAILED + 1))
        say "  FAILED  $sentence"
    fi
}

# conclude: whether all checks held.
conclude() {
    say "" "$CHECKS checks, of which $FAILED failed"
    ((FAILED == 0))
}

# within SECONDS COMMAND...
within() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

# body_of EXCHANGE: the request that connects the account whose keys are in standard input.
body_of() { printf '{"exchange":"%s",%s}' "$1" "$(grep -oE '"(apiKey|apiSecret|passphrase)":"[^"]*"' | paste -sd,)"; }

# next_account EXCHANGE: sets BODY to the request that connects an account that no one has connected yet.
next_account() {
    # shellcheck disable=SC2034 # read by the caller
    BODY=$(control GET "numbered-accounts?from=$NEXT_ACCOUNT&count=1&exchange=$1" | body_of "$1")
    NEXT_ACCOUNT=$((NEXT_ACCOUNT + 1))
}

# moving_account EXCHANGE NAME: the same for an account of the simulator whose balances change all the time.
moving_account() {
    # shellcheck disable=SC2034 # read by the caller
    BODY=$(control GET accounts | grep -o '{[^{}]*}' | grep "\"name\":\"$2\"" | body_of "$1")
}

# post URL PATH BODY HEADER: prints the status of the answer, and leaves the answer in the file ANSWER.
post() { URL=$1 api POST "$2" "$3" --header "$4" --max-time 60 --output "$ANSWER" --write-out '%{http_code}' || true; }

id_in_answer() { grep -oE '"id":"[0-9a-f-]{36}"' "$ANSWER" | head -n1 | cut -d'"' -f4; }

ask_console() {
    request "http://127.0.0.1:$RABBITMQ_CONSOLE_PORT/api/$1" GET '' --fail --user "$OPERATOR:$RABBITMQ_PASSWORD"
}

failed_messages() {
    local queues
    queues=$(ask_console "queues/$VHOST?columns=name,messages") || { echo unknown; return; }
    grep -o '{[^{}]*}' <<<"$queues" | grep '_error' | grep -v '"messages":0' || true
}

unsynced_since() {
    local ids
    ids=$(paste -sd, "$RUN_DIR/acknowledged")
    sql "select count(*) from unnest('{$ids}'::uuid[]) as given (id) left join user_connections c using (id)
        where c.last_synced_at is null or c.last_synced_at < '$1' or c.last_outcome <> 'succeeded'"
}

all_synced_since() { [[ $(unsynced_since "$1") == 0 ]]; }

# Series whose deltas do not add up to the newest quantity or whose newest quantity is not held, and rows that do not
# follow from the row before.
wrong_series() {
    sql "with rows as (
            select connection_id, asset_id, position, quantity, delta,
                lag(quantity, 1, 0) over (partition by connection_id, asset_id order by position) as before
            from transactions
        ), series as (
            select connection_id, asset_id, sum(delta) as booked,
                (array_agg(quantity order by position desc))[1] as newest
            from transactions group by connection_id, asset_id
        )
        select (select count(*) from rows where quantity <> before + delta) + (select count(*) from series s
            where s.booked <> s.newest or s.newest <> (select coalesce(sum(b.quantity), 0) from balances b
                where b.connection_id = s.connection_id and b.asset_id = s.asset_id and not b.dust))"
}

adds_up() { [[ $(wrong_series) == 0 ]]; }

check_rules() {
    local now
    now=$(sql 'select clock_timestamp()')
    check "every acknowledged connection ($(wc -l <"$RUN_DIR/acknowledged")) is there and synced again" \
        within 60 all_synced_since "$now"
    check "no _error queue has a message" test -z "$(failed_messages)"
    check "the $(sql 'select count(*) from transactions') deltas of all series add up to their newest quantities" \
        within 10 adds_up
    check "no two runs of a connection overlapped" test "$(overlapping_runs)" = 0
}
