# shellcheck shell=bash
# Portfolio Sync's own processes: built once, run from a copy, so that another build does not change what is running.

DOTNET=dotnet

# build_system: from ROOT into APP_DIR/<project>.
build_system() {
    local project
    step "Building; the first time takes some minutes (log: $(log_of build))"
    umask 022
    mkdir -p "$ROOT/artifacts"
    # One build at a time in this directory, no matter which script starts it.
    launch build "$(id -un)" TERM flock "$ROOT/artifacts" \
        dotnet publish "$ROOT/scripts/system.slnf" --configuration Release --nologo --verbosity quiet
    umask 077
    finish build || fail_with_log "$(log_of build)" "The build failed."
    for project in Api Worker Simulator; do
        rm -rf "$APP_DIR/${project:?}"
        mkdir -p "$APP_DIR"
        chmod 711 "$APP_DIR"
        cp -a "$ROOT/artifacts/publish/Portfolio.$project/release" "$APP_DIR/$project"
        # A checkout may be its owner's alone, and the programs run as another user.
        chmod -R go=rX "$APP_DIR/$project"
    done
}

# launch_project NAME PROJECT [ARGUMENT...]: its settings are the exported variables, which no other user can see. It is
# killed with the script, because the servers that it needs to stop in good order end at the same moment.
launch_project() {
    local name=$1 project=$2
    shift 2
    launch "$name" "$PROGRAM_USER" KILL env -C "$APP_DIR/$project" HOME=/ "$DOTNET" "Portfolio.$project.dll" "$@"
}

answers() { curl --silent --fail --noproxy '*' --max-time 5 --output /dev/null "$1"; }

start_system() {
    settle_addresses
    [[ -n $LIVE ]] || start_simulator
    migrate
    start_worker_and_api
}

settle_addresses() {
    URL=http://127.0.0.1:$PORTFOLIO_PORT
    SIMULATOR_URL=http://127.0.0.1:$PORTFOLIO_SIMULATOR_PORT
    # A proxy that reaches the real exchanges has no way to this machine's own loopback address.
    export NO_PROXY=${NO_PROXY:+$NO_PROXY,}127.0.0.1,localhost
    export no_proxy=$NO_PROXY
}

start_simulator() {
    local -x ASPNETCORE_URLS=$SIMULATOR_URL Simulator__LiveDemo=true
    step "Starting the simulator"
    launch_project simulator Simulator
    await simulator 120 answers "$SIMULATOR_URL/_simulator/accounts"
    # A demonstration needs syncs more often than every hour.
    export Sync__IntervalAtMost=${Sync__IntervalAtMost:-00:00:30}
    export Exchanges__Binance__BaseUrl=${Exchanges__Binance__BaseUrl:-$SIMULATOR_URL}
    export Exchanges__Kraken__BaseUrl=${Exchanges__Kraken__BaseUrl:-$SIMULATOR_URL}
    [[ -z ${Exchanges__Okx__BaseUrl:-} ]] || return 0
    export Exchanges__Okx__BaseUrl=$SIMULATOR_URL
    export Exchanges__Okx__Regions__eea=$SIMULATOR_URL/eea Exchanges__Okx__Regions__us=$SIMULATOR_URL/us
}

migrate() {
    local -x ConnectionStrings__Postgres
    ConnectionStrings__Postgres=$(postgres_address "$OWNER" "$POSTGRES_PASSWORD")
    step "Bringing the database up to date"
    launch_project migrate Worker migrate
    finish migrate || fail_with_log "$(log_of migrate)" "The database could not be brought up to date."
}

# Once no process of an earlier release runs, which could not open the result.
seal_again() {
    local -x ConnectionStrings__Postgres
    ConnectionStrings__Postgres=$(postgres_address portfolio_rotation "$ROTATION_PASSWORD")
    launch_with_keys rotate Worker rotate-keys
    finish rotate || fail_with_log "$(log_of rotate)" "The stored keys could not be sealed in the newest form."
}

start_worker_and_api() {
    seal_again
    step "Starting the worker and the API"
    launch_worker worker "$WORKER_READY_FILE"
    launch_api api "$URL"
    await worker 120 test -e "$WORKER_READY_FILE"
    await api 120 answers "$URL/health/ready"
    # shellcheck disable=SC2034 # read by welcome.sh
    TOKEN=
    # shellcheck disable=SC2034
    has_provider || TOKEN=${Authentication__Token:-$(<"$TOKEN_FILE")}
}

# has_provider: people sign in by an identity provider, and there is no token of a local user.
has_provider() { [[ ${Authentication__Mode:-Local} == [Oo][Ii][Dd][Cc] ]]; }

# sign_in_link URL: a new link, made with the API's login.
sign_in_link() {
    local -x ConnectionStrings__Postgres
    ConnectionStrings__Postgres=$(postgres_address portfolio_api "$API_PASSWORD")
    run_as "$PROGRAM_USER" env -C "$APP_DIR/Api" HOME=/ "$DOTNET" Portfolio.Api.dll sign-in "$1"
}

# launch_worker NAME READY-FILE
launch_worker() {
    local -x ConnectionStrings__Postgres Worker__ReadyFile=$2
    ConnectionStrings__Postgres=$(postgres_address portfolio_worker "$WORKER_PASSWORD")
    launch_with_keys "$1" Worker
}

# launch_api NAME ADDRESS
launch_api() {
    local -x ConnectionStrings__Postgres ASPNETCORE_URLS=$2 Authentication__TokenFile=$TOKEN_FILE
    local -x Authentication__SessionKeys=${Authentication__SessionKeys:-$SESSION_KEYS}
    ConnectionStrings__Postgres=$(postgres_address portfolio_api "$API_PASSWORD")
    launch_with_keys "$1" Api
}

# launch_with_keys NAME PROJECT [ARGUMENT...]
launch_with_keys() {
    local -x ConnectionStrings__RabbitMq Encryption__ActiveKey=first Encryption__Keys__first=$ENCRYPTION_KEY
    local -x Encryption__FingerprintKey=$FINGERPRINT_KEY
    case $2 in
        Api) ConnectionStrings__RabbitMq=$(rabbitmq_address portfolio-api "$RABBITMQ_API_PASSWORD") ;;
        *) ConnectionStrings__RabbitMq=$(rabbitmq_address portfolio-worker "$RABBITMQ_WORKER_PASSWORD") ;;
    esac
    launch_project "$@"
}
