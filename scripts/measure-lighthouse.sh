#!/usr/bin/env bash
# Measures the portfolio's page of a running system, signed in, by Lighthouse as on a mid-range phone. It needs Node 18
# or newer, npm and Chromium; CHROME_PATH names another one. See docs/performance.md.
#   scripts/measure-lighthouse.sh 'http://127.0.0.1:8080/sign-in#code=…' [ROUNDS=5]     a link of ./run.sh --sign-in
set -Eeuo pipefail
export LC_ALL=C.UTF-8
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
. "$ROOT/scripts/say.sh"

LIGHTHOUSE=lighthouse@12.2.3
ROUNDS=${2:-5}
WORK_DIR=''
BROWSER=''

# shellcheck disable=SC2317 # called by the trap
stop_everything() {
    local code=$?
    trap - EXIT
    set +e
    [[ -z $BROWSER ]] || { kill "$BROWSER" && wait "$BROWSER"; } 2>/dev/null
    [[ -z $WORK_DIR ]] || rm -rf "$WORK_DIR"
    exit "$code"
}

# read_address LINK: sets ORIGIN and CODE.
read_address() {
    [[ $1 =~ ^(https?://[^/#?]+)/sign-in#code=([0-9a-z]+)$ ]] ||
        misuse "\"$1\" is no sign-in link. See the head of this script."
    ORIGIN=${BASH_REMATCH[1]}
    CODE=${BASH_REMATCH[2]}
}

start_browser() {
    local -a options=(--headless --disable-gpu --no-first-run)
    options+=(--remote-debugging-port=0 --user-data-dir="$WORK_DIR/data")
    ((EUID != 0)) || options+=(--no-sandbox)
    "${CHROME_PATH:-chromium}" "${options[@]}" about:blank >"$WORK_DIR/browser.log" 2>&1 &
    BROWSER=$!
    until [[ -s $WORK_DIR/data/DevToolsActivePort ]]; do
        kill -0 "$BROWSER" 2>/dev/null || fail_with_log "$WORK_DIR/browser.log" "Chromium did not start."
        sleep 0.2
    done
    PORT=$(head -n 1 "$WORK_DIR/data/DevToolsActivePort")
}

# devtools PATH: its address comes from standard input, because the arguments of a process are there for all to see.
devtools() {
    printf 'url = "http://127.0.0.1:%s/json/%s"\n' "$PORT" "$1" |
        curl --silent --fail --noproxy '*' --max-time 10 --request PUT --config -
}

sign_in() {
    local tab rounds=150
    tab=$(devtools "new?$ORIGIN/sign-in%23code=$CODE" | sed -nE 's/^ *"id": "([^"]+)".*/\1/p')
    until devtools list | grep -A 9 "\"id\": \"$tab\"" | grep -q "\"url\": \"$ORIGIN/\""; do
        ((rounds-- > 0)) ||
            fail "$ORIGIN did not sign this browser in. A link works once: ./run.sh --sign-in prints another."
        sleep 0.2
    done
    devtools "close/$tab" >/dev/null
}

# measure NUMBER: its result is a line of three scores, three times and the layout shift. Failed checks are named.
measure() {
    npm exec --yes "$LIGHTHOUSE" -- "$ORIGIN/portfolio" --port="$PORT" --quiet --output=json \
        --only-categories=performance,accessibility,best-practices >"$WORK_DIR/$1.json" 2>"$WORK_DIR/lighthouse.log" ||
        fail_with_log "$WORK_DIR/lighthouse.log" "Lighthouse failed."
    # shellcheck disable=SC2016 # the dollar signs are JavaScript's
    node -e '
        const { categories, audits, finalDisplayedUrl } = JSON.parse(require("fs").readFileSync(process.argv[1]));
        if (!finalDisplayedUrl.endsWith("/portfolio")) throw new Error(`It measured ${finalDisplayedUrl}`);
        const scores = Object.values(categories).map(({ score }) => Math.round(100 * score));
        const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"]
            .map(name => Math.round(audits[name].numericValue));
        console.log(...scores, ...times, audits["cumulative-layout-shift"].numericValue.toFixed(3));
        const { accessibility, "best-practices": practices } = categories;
        [...accessibility.auditRefs, ...practices.auditRefs]
            .filter(({ id, weight }) => weight > 0 && audits[id].score === 0)
            .forEach(({ id }) => console.error(`  ${id}: ${audits[id].title}`));
    ' "$WORK_DIR/$1.json"
}

main() {
    local round column
    (($# > 0)) || misuse "Give the sign-in link that ./run.sh --sign-in prints. See the head of this script."
    read_address "$1"
    WORK_DIR=$(mktemp -d "${TMPDIR:-/tmp}/portfolio-lighthouse.XXXXXX")
    trap stop_everything EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    start_browser
    sign_in
    say "Load of the machine before: $(cut -d ' ' -f 1-3 /proc/loadavg)" "" \
        "         performance  accessibility  best practices  first content  largest content  blocked  shift"
    for ((round = 1; round <= ROUNDS; round++)); do
        measure "$round" >>"$WORK_DIR/results"
        show "$round" "$(tail -n 1 "$WORK_DIR/results")"
    done
    show median "$(for column in {1..7}; do middle "$column"; done | paste -sd ' ')"
}

# show NAME RESULT
show() {
    local -a figures
    read -ra figures <<<"$2"
    printf '%-7s  %11s  %13s  %14s  %10s ms  %12s ms  %4s ms  %5s\n' "$1" "${figures[@]}"
}

# middle COLUMN
middle() {
    cut -d ' ' -f "$1" "$WORK_DIR/results" | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

main "$@"
