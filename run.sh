#!/usr/bin/env bash
# Runs the whole of Portfolio Sync on this machine. See ./run.sh --help.
set -Eeuo pipefail
export LC_ALL=C.UTF-8
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd -P)
. "$ROOT/scripts/say.sh"
. "$ROOT/scripts/random.sh"
. "$ROOT/scripts/ports.sh"
. "$ROOT/scripts/children.sh"
. "$ROOT/scripts/programs.sh"
. "$ROOT/scripts/servers.sh"
. "$ROOT/scripts/run-directory.sh"
. "$ROOT/scripts/system.sh"
. "$ROOT/scripts/welcome.sh"

usage() {
    cat <<HELP
Usage: ./run.sh [--live] [--reset]
       ./run.sh --sign-in

Starts Portfolio Sync with a private PostgreSQL and RabbitMQ, and an exchange simulator to connect to.
Ctrl-C stops everything; the next start finds its data again.

  --live      talk to the real exchanges: no simulator
  --reset     forget the data of earlier runs, then start
  --sign-in   print a new sign-in link of the copy that is running, for one browser
  --help      show this

Settings, by environment variable:
  PORTFOLIO_PORT=8080                     the page and the API
  PORTFOLIO_SIMULATOR_PORT=8090           the simulated exchanges
  PORTFOLIO_POSTGRES_PORT=5544            PostgreSQL
  PORTFOLIO_RABBITMQ_PORT=5684            RabbitMQ
  PORTFOLIO_RABBITMQ_CONSOLE_PORT=15684   RabbitMQ's management console
  PORTFOLIO_RUN_DIR=.run                  data, logs and secrets; relative to the project's directory
  Exchanges__Binance__BaseUrl, Exchanges__Okx__BaseUrl   where the exchanges are, instead of the simulator

Once all is ready, .run/ready.json says where everything is, for programs.
HELP
}

LIVE=''
RESET=''
READY=''
SIGN_IN=''

read_arguments() {
    local argument
    for argument in "$@"; do
        case $argument in
            --live) LIVE=yes ;;
            --reset) RESET=yes ;;
            --sign-in) SIGN_IN=yes ;;
            --help | -h) usage; exit 0 ;;
            *) misuse "run.sh does not know \"$argument\". See ./run.sh --help." ;;
        esac
    done
}

# First the file that reports readiness, then the processes that write, then the servers they write to.
# shellcheck disable=SC2317 # called by the trap
stop_everything() {
    local code=$?
    trap '' INT TERM HUP
    trap - EXIT
    set +e
    rm -f "$READY_FILE"
    ((${#CHILDREN[@]} == 0)) || say "" "Stopping."
    finish_installing
    stop TERM 10 build migrate rotate api worker
    stop TERM 5 simulator
    stop_servers
    rm -f "${WORKER_READY_FILE:-}"
    [[ -z $READY ]] || say "Stopped. The data is kept; ./run.sh finds it again."
    exit "$code"
}

# Ending a running system is no failure; interrupting its start is one.
# shellcheck disable=SC2317 # called by the trap
end_by_signal() {
    [[ -z $READY ]] || exit 0
    exit "$1"
}

start_everything() {
    settle_run_dir
    lock_run_dir
    trap stop_everything EXIT
    trap 'end_by_signal 130' INT
    trap 'end_by_signal 143' TERM
    trap 'end_by_signal 129' HUP
    [[ -z $RESET ]] || reset_run_dir

    require_dotnet
    claim_ports
    require curl postgres rabbitmq
    settle_servers_dir
    settle_program_user
    settle_secrets

    step "Starting PostgreSQL and RabbitMQ"
    start_postgres max_connections=300
    start_rabbitmq
    build_system
    await_postgres
    await_rabbitmq
    start_system
    write_ready_file
    READY=yes
    welcome
}

claim_ports() {
    : "${PORTFOLIO_PORT:=8080}" "${PORTFOLIO_SIMULATOR_PORT:=8090}"
    POSTGRES_PORT=${PORTFOLIO_POSTGRES_PORT:=5544}
    RABBITMQ_PORT=${PORTFOLIO_RABBITMQ_PORT:=5684}
    RABBITMQ_CONSOLE_PORT=${PORTFOLIO_RABBITMQ_CONSOLE_PORT:=15684}
    claim_port PORTFOLIO_PORT "the page and the API"
    [[ -n $LIVE ]] || claim_port PORTFOLIO_SIMULATOR_PORT "the simulator"
    claim_port PORTFOLIO_POSTGRES_PORT "PostgreSQL"
    claim_port PORTFOLIO_RABBITMQ_PORT "RabbitMQ"
    claim_port PORTFOLIO_RABBITMQ_CONSOLE_PORT "RabbitMQ's console"
}

main() {
    read_arguments "$@"
    if [[ -n $SIGN_IN ]]; then
        settle_run_dir
        sign_in_again
        exit
    fi
    start_everything
    wait_for_any "${!CHILDREN[@]}"
    fail_with_log "$(log_of "$ENDED")" "$(called "$ENDED") ended by itself, so everything is stopped."
}

main "$@"
