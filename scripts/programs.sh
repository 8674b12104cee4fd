# shellcheck shell=bash
# Finds the programs the scripts need and installs what is missing by the machine's package manager.

OLDEST_POSTGRES=15
INSTALLER=''

# find_postgres [MAJOR]: sets POSTGRES_BIN to the newest usable version, or to the one that made the data.
find_postgres() {
    local wanted=${1:-} candidate major newest=0
    POSTGRES_BIN=
    for candidate in "$(dirname "$(command -v postgres || echo /)")" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        [[ -x $candidate/postgres && -x $candidate/initdb && -x $candidate/psql ]] || continue
        major=$("$candidate/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
        ((major >= OLDEST_POSTGRES && major > newest)) || continue
        [[ -z $wanted || $major == "$wanted" ]] || continue
        newest=$major
        POSTGRES_BIN=$candidate
    done
    [[ -n $POSTGRES_BIN ]]
}

# The packaged rabbitmq-server on PATH insists on the machine's own service user; the script behind it does not.
find_rabbitmq() {
    local candidate
    for candidate in /usr/lib/rabbitmq/bin/rabbitmq-server "$(command -v rabbitmq-server || true)"; do
        [[ -x $candidate ]] || continue
        # shellcheck disable=SC2034 # read by servers.sh
        RABBITMQ_SERVER=$candidate
        command -v erl >/dev/null && command -v epmd >/dev/null && return 0
    done
    return 1
}

find_chromium() {
    local name
    for name in chromium-headless-shell chromium chromium-browser; do
        command -v "$name" >/dev/null && return 0
    done
    return 1
}

find_nginx() { command -v nginx >/dev/null; }

find_curl() { command -v curl >/dev/null; }

find_shellcheck() { command -v shellcheck >/dev/null; }

find_promtool() { command -v promtool >/dev/null; }

name_of() {
    case $1 in
        postgres) echo "PostgreSQL $OLDEST_POSTGRES or newer" ;;
        rabbitmq) echo "RabbitMQ 3.10 or newer with its management plugin" ;;
        chromium) echo "Chromium" ;;
        shellcheck) echo "ShellCheck" ;;
        *) echo "$1" ;;
    esac
}

package_of() {
    case $1 in
        postgres) echo postgresql ;;
        rabbitmq) echo rabbitmq-server ;;
        chromium) echo chromium-headless-shell ;;
        promtool) echo prometheus ;;
        *) echo "$1" ;;
    esac
}

# require PROGRAM...: of postgres, rabbitmq, chromium, nginx, curl, shellcheck, promtool; sets POSTGRES_BIN and
# RABBITMQ_SERVER on the way.
require() {
    local program missing=() packages=() names
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
    for program in "$@"; do
        "find_$program" || { missing+=("$(name_of "$program")"); packages+=("$(package_of "$program")"); }
    done
    ((${#missing[@]})) || return 0

    names=$(printf '%s, ' "${missing[@]}")
    install_packages "${names%, }" "${packages[@]}"
    hash -r
    for program in "$@"; do
        "find_$program" || fail "$(name_of "$program") is still missing after installing $(package_of "$program")." \
            "Install it from elsewhere and run the command again."
    done
}

install_packages() {
    local names=$1 as_root=() log=$LOG_DIR/install.log
    shift
    command -v apt-get >/dev/null ||
        fail "Missing: $names. There is no apt-get here: install it with this system's package manager and try again."
    if ((EUID != 0)); then
        as_root=(sudo -n)
        may_sudo || fail "Missing: $names. Install it with: sudo apt-get install $*"
    fi
    step "Installing $names (packages: $*)"
    "${as_root[@]}" bash "$ROOT/scripts/install-packages.sh" "$@" >"$log" 2>&1 </dev/null &
    INSTALLER=$!
    wait "$INSTALLER" || fail_with_log "$log" "apt-get could not install $names. To see why: sudo apt-get install $*"
    INSTALLER=''
}

# Asks for the password if standard input is a terminal.
may_sudo() {
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }
}

# An installation is never cut off in the middle.
finish_installing() {
    [[ -n $INSTALLER ]] && kill -0 "$INSTALLER" 2>/dev/null || return 0
    say "Letting the package manager finish first."
    wait "$INSTALLER" || true
}

require_dotnet() {
    local place
    for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
        ! command -v dotnet >/dev/null || break
        [[ ! -x $place/dotnet ]] || PATH=$PATH:$place
    done
    (cd "$ROOT" && dotnet --version) </dev/null >/dev/null 2>&1 ||
        fail "The .NET 10 SDK was not found. Install it from https://dotnet.microsoft.com/download/dotnet/10.0" \
            "and run the command again."
    # No build leaves a background process behind.
    export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_USE_MSBUILD_SERVER=0
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}
