#!/usr/bin/env bash
# Makes .env for docker compose: .env.example with secrets filled in. Never overwrites one.
set -euo pipefail
umask 077

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
. "$ROOT/scripts/say.sh"
. "$ROOT/scripts/random.sh"

[[ ! -e $ROOT/.env ]] ||
    fail "$ROOT/.env is there already, and its secrets open data that may exist. Nothing was changed."

# fill LINE: a setting that has no value gets a secret of its kind.
fill() {
    case $1 in
        Encryption__*=) printf '%s%s\n' "$1" "$(random_key)" ;;
        [A-Z]*=) printf '%s%s\n' "$1" "$(random_hex 24)" ;;
        *) printf '%s\n' "$1" ;;
    esac
}

while IFS= read -r line; do fill "$line"; done <"$ROOT/.env.example" >"$ROOT/.env.new"
mv "$ROOT/.env.new" "$ROOT/.env"
say "Made $ROOT/.env. Start with: docker compose up"
