# shellcheck shell=bash
# The scripts' messages: one line per step; on failure a sentence and the end of the log that explains it.

# A closed terminal or pipe must not keep anything from being stopped.
trap '' PIPE

# say LINE...
say() { printf '%s\n' "$@" 2>/dev/null || true; }

step() { say "- $*"; }

complain() { printf '%s\n' "$*" >&2 2>/dev/null || true; }

fail() {
    complain ""
    complain "$*"
    exit 1
}

misuse() {
    complain "$*"
    exit 2
}

# fail_with_log LOG SENTENCE
fail_with_log() {
    local log=$1
    shift
    complain ""
    complain "The last lines of $log:"
    tail -n 25 "$log" 2>/dev/null | sed 's/^/    /' >&2 || true
    fail "$*"
}
