#!/usr/bin/env bash
# Runs the whole test suite on real servers. "--fast" runs the tests that need no server. "--faults" breaks one thing
# after the other in a running system: 24 faults, or --faults N, or as many as happen in --minutes N; --seed N repeats a
# sequence. "--fuzz" gives 60,000 odd inputs to each reader of bytes from outside, "--fuzz N" gives N. Other arguments
# go to the test program: ./test.sh -class '*Simulator*'
set -Eeuo pipefail
export LC_ALL=C.UTF-8

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd -P)
. "$ROOT/scripts/say.sh"
. "$ROOT/scripts/random.sh"
. "$ROOT/scripts/ports.sh"
. "$ROOT/scripts/children.sh"
. "$ROOT/scripts/programs.sh"
. "$ROOT/scripts/servers.sh"

WORK_DIR=''
COUNTS='0 passed, 0 failed'
CODE=0
# After so many seconds a run with a hanging test is stopped, and the test is named.
LIMIT=${PORTFOLIO_TEST_LIMIT:-4200}

# shellcheck disable=SC2317 # called by the trap
stop_everything() {
    local code=$? i
    trap '' INT TERM HUP
    trap - EXIT
    set +e
    finish_installing
    stop TERM 5 check alerts build tests
    kill_servers
    # The processes of the fault suite end themselves when the tests are gone.
    for ((i = 0; i < 150; i++)); do compgen -G "$WORK_DIR/portfolio-faults.*" >/dev/null || break; sleep 0.1; done
    [[ -z $WORK_DIR ]] || rm -rf "$WORK_DIR"
    say "$COUNTS"
    exit "$code"
}

settle_work_dir() {
    WORK_DIR=$(mktemp -d "${TMPDIR:-/tmp}/portfolio-test.XXXXXX")
    LOG_DIR=$WORK_DIR/logs
    SERVERS_DIR=$WORK_DIR/servers
    chmod 711 "$WORK_DIR"
    mkdir "$LOG_DIR" "$SERVERS_DIR"
}

start_servers() {
    run_as "$(server_user postgres)" test -x "$SERVERS_DIR" ||
        fail "PostgreSQL does not run as root, and its user may not enter $WORK_DIR. Set TMPDIR to another directory."
    set_passwords "$(random_hex 16)"
    choose_port POSTGRES_PORT
    choose_port RABBITMQ_PORT
    choose_port RABBITMQ_CONSOLE_PORT
    step "Starting PostgreSQL and RabbitMQ"
    # The data is thrown away afterwards, so it need not survive a power cut.
    start_postgres max_connections=300 fsync=off synchronous_commit=off full_page_writes=off \
        shared_preload_libraries=pg_stat_statements
    start_rabbitmq
}

# Passes the servers' addresses to the tests. They make databases, so they get the superuser's login; what they test
# works with the narrow ones.
await_servers() {
    await_postgres
    await_rabbitmq
    PORTFOLIO_TEST_POSTGRES=$(postgres_address "$SUPERUSER" "$SUPERUSER_PASSWORD")
    PORTFOLIO_TEST_RABBITMQ=$(rabbitmq_address "$OPERATOR" "$RABBITMQ_PASSWORD")
    PORTFOLIO_TEST_RABBITMQ_CONSOLE=http://$OPERATOR:$RABBITMQ_PASSWORD@127.0.0.1:$RABBITMQ_CONSOLE_PORT
    export PORTFOLIO_TEST_POSTGRES PORTFOLIO_TEST_RABBITMQ PORTFOLIO_TEST_RABBITMQ_CONSOLE
}

# Beside the build, which takes longer.
start_check() {
    launch check "$(id -un)" TERM shellcheck "$ROOT"/*.sh "$ROOT"/scripts/*.sh \
        "$ROOT"/scripts/cluster/*.sh "$ROOT"/deploy/*/*.sh "$ROOT/.ci/run"
    launch alerts "$(id -un)" TERM promtool test rules "$ROOT/docs/alerts/alerts.test.yml"
}

finish_check() {
    finish check || fail_with_log "$(log_of check)" "ShellCheck reports problems in the scripts."
    finish alerts || fail_with_log "$(log_of alerts)" "The tests of the alert rules failed."
}

build_tests() {
    step "Building"
    mkdir -p "$ROOT/artifacts"
    launch build "$(id -un)" TERM flock "$ROOT/artifacts" \
        dotnet build "$ROOT/Portfolio.Tests" --configuration Release --nologo --verbosity quiet
    finish build || fail_with_log "$(log_of build)" "The build failed."
}

# Leaves the suite's exit code in CODE and the numbers in COUNTS.
run_tests() {
    local results=$WORK_DIR/results.xml program=$ROOT/artifacts/bin/Portfolio.Tests/release/Portfolio.Tests.dll
    step "Testing"
    launch tests "$(id -un)" TERM dotnet "$program" \
        -noLogo -noColor -noAutoReporters -reporter verbose -maxThreads 2x -failSkips -result-xml "$results" "$@"
    show_progress &
    wait_for_tests
    wait $! || true
    finish tests || CODE=$?
    count_tests "$results"
}

# Everything but the lines of single tests, which stay in the log: by them a stopped run names its unfinished tests.
show_progress() {
    tail --lines=+1 --follow --retry --pid="${CHILDREN[tests]}" "$(log_of tests)" 2>/dev/null |
        grep --line-buffered --invert-match --extended-regexp '\[(STARTING|FINISHED)\]'
}

wait_for_tests() {
    local deadline=$((SECONDS + LIMIT))
    while alive tests && ((SECONDS < deadline)); do sleep 0.5; done
    alive tests || return 0
    unfinished_tests | complain_lines "The tests were stopped after $LIMIT seconds. These had not finished:"
    stop TERM 5 tests
    exit 1
}

unfinished_tests() {
    awk '/ \[STARTING\]$/ { sub(/ \[STARTING\]$/, ""); running[$0] = 1 }
         / \[FINISHED\] / { sub(/ \[FINISHED\] .*/, ""); delete running[$0] }
         END { for (test in running) print test }' "$(log_of tests)"
}

complain_lines() {
    complain "$1"
    cat >&2
}

# count_tests RESULTS: an error outside any test counts as a failure, and so does a suite that runs nothing.
count_tests() {
    local summary passed failed errors
    summary=$(grep -o '<assembly [^>]*>' "$1" 2>/dev/null || true)
    passed=$(total passed "$summary")
    failed=$(total failed "$summary")
    errors=$(total errors "$summary")
    COUNTS="$passed passed, $((failed + errors)) failed"
    if ((passed + failed == 0)); then complain "No test was run."; fi
    ((CODE != 0 || (passed > 0 && failed + errors == 0))) || CODE=1
}

# total NAME SUMMARY: the attribute's sum over the assemblies of a result file.
total() { grep -o " $1=\"[0-9]*" <<<"$2" | cut -d '"' -f 2 | awk '{ sum += $1 } END { print sum + 0 }'; }

# read_fault_options [--seed N] [--faults N] [--minutes N]
read_fault_options() {
    while (($#)); do
        [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || misuse "$1 needs a number."
        case $1 in
            --seed) export PORTFOLIO_FAULT_SEED=$2 ;;
            --faults) export PORTFOLIO_FAULT_COUNT=$2 ;;
            --minutes) export PORTFOLIO_FAULT_MINUTES=$2 ;;
            *) misuse "--faults takes --seed N, --faults N and --minutes N, and not \"$1\"." ;;
        esac
        shift 2
    done
}

# The logs of the processes stay in artifacts/faults.
run_faults() {
    LIMIT=${PORTFOLIO_TEST_LIMIT:-86400}
    export TMPDIR=$WORK_DIR PORTFOLIO_FAULT_LOGS=$ROOT/artifacts/faults
    rm -rf "$PORTFOLIO_FAULT_LOGS"
    run_tests -explicit only -class '*.FaultSuite'
}

# run_fuzz [N]: N odd inputs for each reader.
run_fuzz() {
    [[ ${1:-60000} =~ ^[1-9][0-9]*$ && $# -le 1 ]] || misuse "--fuzz takes a number, and not \"$*\"."
    export PORTFOLIO_TEST_FUZZ=${1:-60000}
    build_tests
    run_tests -class '*.UntrustedBytesTests' -showLiveOutput
}

main() {
    trap stop_everything EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    trap 'exit 129' HUP

    settle_work_dir
    require_dotnet
    if [[ ${1:-} == --fast ]]; then
        shift
        build_tests
        run_tests -trait- Needs=Servers "$@"
    elif [[ ${1:-} == --fuzz ]]; then
        shift
        run_fuzz "$@"
    elif [[ ${1:-} == --faults ]]; then
        shift
        read_fault_options "$@"
        require curl postgres rabbitmq
        build_tests
        run_faults
    else
        require curl postgres rabbitmq chromium nginx shellcheck promtool
        start_check
        start_servers
        build_tests
        finish_check
        await_servers
        run_tests "$@"
    fi
    exit "$CODE"
}

main "$@"
