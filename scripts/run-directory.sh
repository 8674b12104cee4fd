# shellcheck shell=bash
# The directory with everything that belongs to a run: data, logs, secrets, ready.json.

# settle_run_dir: sets RUN_DIR, absolute, and the names in it. A relative one counts from the project's directory.
settle_run_dir() {
    RUN_DIR=${PORTFOLIO_RUN_DIR:-.run}
    [[ $RUN_DIR == /* ]] || RUN_DIR=$ROOT/$RUN_DIR
    if [[ ! -d $RUN_DIR ]]; then
        mkdir -p "$RUN_DIR" 2>/dev/null ||
            fail "The directory $RUN_DIR cannot be made. Set PORTFOLIO_RUN_DIR to one that can."
        # The servers' own users pass through it when root starts them; its contents stay closed to them.
        ((EUID != 0)) || chmod 711 "$RUN_DIR"
    fi
    [[ -O $RUN_DIR && -w $RUN_DIR ]] ||
        fail "$RUN_DIR belongs to $(stat -c %U "$RUN_DIR"). Run this as that user, or set PORTFOLIO_RUN_DIR" \
            "to another directory."
    RUN_DIR=$(cd "$RUN_DIR" && pwd -P)
    LOG_DIR=$RUN_DIR/logs
    # shellcheck disable=SC2034 # read by system.sh
    APP_DIR=$RUN_DIR/app
    SECRETS=$RUN_DIR/secrets.env
    TOKEN_FILE=$RUN_DIR/token
    READY_FILE=$RUN_DIR/ready.json
    SESSION_KEYS=$RUN_DIR/session-keys
    READY_DIR=$RUN_DIR
    PROGRAM_USER=$(id -un)
    mkdir -p "$LOG_DIR"
    chmod 700 "$LOG_DIR"
}

lock_run_dir() {
    exec {RUN_LOCK}>"$RUN_DIR/lock"
    flock --nonblock "$RUN_LOCK" || {
        complain "Portfolio Sync is already running in $RUN_DIR. Stop it first, or set PORTFOLIO_RUN_DIR and the ports."
        exit 1
    }
    rm -f "$READY_FILE"
}

# The servers' users cannot enter a directory below /root, for example: their data is then in one that they can enter.
settle_servers_dir() {
    local elsewhere
    elsewhere=/var/lib/portfolio-sync/$(printf '%s' "$RUN_DIR" | sha256sum | cut -c1-16)
    SERVERS_DIR=$RUN_DIR/servers
    if [[ -L $SERVERS_DIR ]]; then
        [[ $(readlink "$SERVERS_DIR") == "$elsewhere" ]] ||
            fail "$RUN_DIR was moved or copied, and its data, in $(readlink "$SERVERS_DIR"), belongs to the old" \
                "place. Move it back, or start without that data: ./run.sh --reset"
        SERVERS_DIR=$elsewhere
    elif ((EUID == 0)) && ! run_as "$(server_user postgres)" test -x "$RUN_DIR"; then
        [[ ! -d $SERVERS_DIR ]] ||
            fail "$SERVERS_DIR is in a place now that only root may enter, but the servers do not run as root." \
                "Move it back, or start without that data: ./run.sh --reset"
        step "The servers do not run as root and may not enter $RUN_DIR: their data is in $elsewhere"
        ln -s "$elsewhere" "$SERVERS_DIR"
        SERVERS_DIR=$elsewhere
    fi
    (umask 022 && mkdir -p "$SERVERS_DIR") || fail "The directory $SERVERS_DIR cannot be made."
}

# Where root starts them, Portfolio Sync's own programs run as PROGRAM_USER, whose files are beside the servers'.
# RUN_DIR stays closed to it. Sets the variables that system.sh reads.
# shellcheck disable=SC2034
name_program_user() {
    WORKER_READY_FILE=$READY_DIR/worker.ready
    ((EUID == 0)) || return 0
    PROGRAM_USER=portfolio-sync
    READY_DIR=$SERVERS_DIR/programs
    WORKER_READY_FILE=$READY_DIR/worker.ready
    TOKEN_FILE=$READY_DIR/token
    SESSION_KEYS=$READY_DIR/session-keys
    APP_DIR=$SERVERS_DIR/app
    [[ ! -x $SERVERS_DIR/dotnet/dotnet ]] || DOTNET=$SERVERS_DIR/dotnet/dotnet
}

settle_program_user() {
    name_program_user
    rm -f "$WORKER_READY_FILE"
    ((EUID == 0)) || return 0
    make_program_user
    make_home "$PROGRAM_USER" "$READY_DIR"
    hand_over "$RUN_DIR/token" "$TOKEN_FILE"
    hand_over "$RUN_DIR/session-keys" "$SESSION_KEYS"
    rm -rf "$RUN_DIR/app"
    settle_dotnet
}

make_program_user() {
    id "$PROGRAM_USER" >/dev/null 2>&1 ||
        useradd --system --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin "$PROGRAM_USER" ||
        fail "The user $PROGRAM_USER, as which Portfolio Sync runs when root starts it, cannot be made."
}

# hand_over FILE PLACE: what an earlier start made as root, with a link in its place. Nothing is done to PLACE, which
# may be a link that the user has put there.
hand_over() {
    [[ ! -e $1 || -L $1 ]] || { chown -R "$PROGRAM_USER:" "$1" && mv "$1" "$2"; }
    ln -sfn "$2" "$1"
}

# A .NET in root's own home is copied to where that user may run it.
settle_dotnet() {
    local home
    ! run_as "$PROGRAM_USER" "$DOTNET" --list-runtimes >/dev/null 2>&1 || return 0
    home=$(dirname "$(readlink -f "$(command -v dotnet)")")
    (umask 022 && mkdir -p "$SERVERS_DIR/dotnet" && cp -r "$home"/{dotnet,host,shared} "$SERVERS_DIR/dotnet")
    DOTNET=$SERVERS_DIR/dotnet/dotnet
}

# Made once and kept beside the data that they open, because each is useless without the other.
settle_secrets() {
    [[ -s $SECRETS || ! -e $SERVERS_DIR/postgres/data ]] ||
        fail "$SECRETS is gone, and without it the data in $SERVERS_DIR cannot be read." \
            "Put it back, or start without that data: ./run.sh --reset"
    # A file of an earlier release lacks some.
    { [[ ! -s $SECRETS ]] || cat "$SECRETS"; new_secrets; } | awk -F= '!known[$1]++' >"$SECRETS.new"
    mv "$SECRETS.new" "$SECRETS"
    # shellcheck source=/dev/null
    . "$SECRETS"
}

new_secrets() {
    cat <<NEW
SUPERUSER_PASSWORD=$(random_hex 24)
POSTGRES_PASSWORD=$(random_hex 24)
API_PASSWORD=$(random_hex 24)
WORKER_PASSWORD=$(random_hex 24)
ROTATION_PASSWORD=$(random_hex 24)
RABBITMQ_PASSWORD=$(random_hex 12)
RABBITMQ_API_PASSWORD=$(random_hex 24)
RABBITMQ_WORKER_PASSWORD=$(random_hex 24)
ERLANG_COOKIE=$(random_hex 24)
ENCRYPTION_KEY=$(random_key)
FINGERPRINT_KEY=$(random_key)
NEW
}

# Removes the files of earlier runs by name, and nothing else.
reset_run_dir() {
    local elsewhere=
    [[ ! -L $RUN_DIR/servers ]] || elsewhere=$(readlink "$RUN_DIR/servers")
    [[ $elsewhere != /var/lib/portfolio-sync/$(printf '%s' "$RUN_DIR" | sha256sum | cut -c1-16) ]] ||
        rm -rf "$elsewhere"
    rm -rf "$RUN_DIR/servers" "$RUN_DIR/app" "$LOG_DIR" "$SECRETS" "$SECRETS.new" "$TOKEN_FILE" \
        "$RUN_DIR/session-keys"
    mkdir -p "$LOG_DIR"
    step "Forgot the data in $RUN_DIR"
}
