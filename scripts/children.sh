# shellcheck shell=bash
# The processes a script starts: each in its own session, so that Ctrl-C reaches only the script, which decides the
# order of stopping. The kernel ends each of them when the script is killed outright. Output goes to LOG_DIR.

declare -A CHILDREN=()

# Replaced by the descriptor of a lock, where there is one: no child may keep it once the script has gone.
exec {RUN_LOCK}</dev/null

# as_user USER: the arguments of setpriv to run a command as that user; none unless the script runs as root.
as_user() {
    ((EUID == 0)) && [[ $1 != root ]] || return 0
    printf '%s\n' "--reuid=$1" "--regid=$(id -g "$1")" --init-groups
}

# run_as USER COMMAND...: in the foreground, from a directory that everyone may enter.
run_as() {
    local identity
    mapfile -t identity < <(as_user "$1")
    shift
    if ((${#identity[@]})); then
        (cd / && exec setpriv "${identity[@]}" "$@")
    else
        (cd / && exec "$@")
    fi
}

called() {
    case $1 in
        postgres) echo PostgreSQL ;;
        rabbitmq) echo RabbitMQ ;;
        epmd) echo "RabbitMQ's name server, epmd," ;;
        api) echo "The API" ;;
        *) echo "The $1" ;;
    esac
}

log_of() { printf '%s/%s.log' "$LOG_DIR" "$1"; }

# launch NAME USER SIGNAL COMMAND...: in the background; the kernel sends SIGNAL to it if this script is killed.
launch() {
    local log
    log=$(log_of "$1")
    [[ ! -e $log ]] || mv -f "$log" "$log.1"
    launch_on_screen "$@" >"$log" 2>&1
}

launch_on_screen() {
    local name=$1 signal=$3 identity
    mapfile -t identity < <(as_user "$2")
    shift 3
    setsid setpriv "${identity[@]}" --pdeathsig "$signal" "$@" </dev/null {RUN_LOCK}>&- &
    CHILDREN[$name]=$!
}

alive() { [[ -n ${CHILDREN[$1]:-} ]] && kill -0 "${CHILDREN[$1]}" 2>/dev/null; }

# await NAME SECONDS CHECK...: until CHECK succeeds, while NAME lives and no longer than SECONDS.
await() {
    local name=$1 patience=$2 deadline=$((SECONDS + $2))
    shift 2
    until "$@" && alive "$name"; do
        alive "$name" || fail_with_log "$(log_of "$name")" "$(called "$name") ended instead of starting."
        ((SECONDS < deadline)) ||
            fail_with_log "$(log_of "$name")" "$(called "$name") was not ready after $patience seconds."
        sleep 0.2
    done
}

# finish NAME: waits for a one-shot child, ends its remaining processes, and returns its exit code. A signal to the
# script interrupts the wait.
finish() {
    local code=0
    wait "${CHILDREN[$1]}" || code=$?
    kill -s KILL -- "-${CHILDREN[$1]}" 2>/dev/null || true
    unset "CHILDREN[$1]"
    return "$code"
}

# wait_for_any NAME...: returns when one of them has ended, with its name in ENDED. By looking, not by "wait -n", which
# waits for ever if it comes too late.
wait_for_any() {
    local name
    # Keeps bash from printing its own messages about killed children.
    disown -a
    while :; do
        for name in "$@"; do
            # shellcheck disable=SC2034 # read by the caller
            alive "$name" || { ENDED=$name; return; }
        done
        sleep 0.5
    done
}

# signal_children SIGNAL NAME...: skips those that do not run.
signal_children() {
    local signal=$1 name
    shift
    for name in "$@"; do
        ! alive "$name" || kill -s "$signal" "${CHILDREN[$name]}" 2>/dev/null || true
    done
}

# stop SIGNAL SECONDS NAME...: signals all of them at once; those that are left after SECONDS are killed.
stop() {
    local signal=$1 deadline=$((SECONDS + $2)) name pid
    shift 2
    signal_children "$signal" "$@"
    for name in "$@"; do
        while alive "$name" && ((SECONDS < deadline)); do sleep 0.1; done
        pid=${CHILDREN[$name]:-}
        [[ -n $pid ]] || continue
        ! alive "$name" || complain "$(called "$name") did not stop when asked, and is killed."
        kill -s KILL -- "-$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        unset "CHILDREN[$name]"
    done
}
