# shellcheck shell=bash
# Ports on the loopback address: checks whether they are taken, and finds free ones.

declare -A TAKEN_PORTS=()

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# claim_port VARIABLE PURPOSE: the port that VARIABLE holds must be a port, free, and wanted by nothing else here.
claim_port() {
    local variable=$1 purpose=$2 port=${!1}
    if [[ ! $port =~ ^[1-9][0-9]{0,4}$ ]] || ((port > 65535)); then
        misuse "$variable must be a port from 1 to 65535, and is \"$port\"."
    fi
    [[ -z ${TAKEN_PORTS[$port]:-} ]] ||
        misuse "$variable and ${TAKEN_PORTS[$port]} are both $port: give each a port of its own."
    ! port_answers "$port" ||
        fail "Port $port, wanted for $purpose, is in use. Stop what listens there, or set $variable to another port."
    TAKEN_PORTS[$port]=$variable
}

# choose_port VARIABLE: sets it to a free port. Below the range from which the kernel picks outgoing ports.
choose_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        [[ -n ${TAKEN_PORTS[$port]:-} ]] || port_answers "$port" || break
    done
    TAKEN_PORTS[$port]=$1
    printf -v "$1" '%s' "$port"
}
