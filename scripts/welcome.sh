# shellcheck shell=bash
# The messages once all is ready: to people on the screen, to programs in ready.json.

json_string() {
    local text=${1//\\/\\\\}
    printf '"%s"' "${text//\"/\\\"}"
}

# Complete or not there at all, and only for the user's own eyes.
write_ready_file() {
    local simulator=null
    [[ -n $LIVE ]] || simulator=$(json_string "$SIMULATOR_URL")
    CONSOLE_URL=http://127.0.0.1:$RABBITMQ_CONSOLE_PORT
    cat >"$READY_FILE.new" <<READY
{
  "url": $(json_string "$URL"),
  "token": $(json_string "$TOKEN"),
  "simulator": $simulator,
  "rabbitmqConsole": $(json_string "$CONSOLE_URL"),
  "rabbitmq": $(json_string "$(rabbitmq_address "$OPERATOR" "$RABBITMQ_PASSWORD")"),
  "postgres": $(json_string "$(postgres_address "$OWNER" "$POSTGRES_PASSWORD")")
}
READY
    mv "$READY_FILE.new" "$READY_FILE"
}

# field NAME OBJECT: a text of a flat JSON object; empty when it is null or missing.
field() {
    local pattern='"'$1'":"(([^"\\]|\\.)*)"'
    [[ ! $2 =~ $pattern ]] || printf '%b' "${BASH_REMATCH[1]//\\\"/\"}"
}

demo_accounts() {
    curl --silent --fail --noproxy '*' --max-time 5 "$SIMULATOR_URL/_simulator/accounts" | grep -o '{[^{}]*}' || true
}

# The first two of each exchange whose secret is one line, as forms and shells like it, one that is to be refused, and
# one that fails and recovers.
show_demo_keys() {
    local account exchange
    local -A shown=()
    say "" "Demo keys to paste, of accounts that exist only in the simulator (all: $SIMULATOR_URL/_simulator/accounts):"
    while read -r account; do
        exchange=$(field exchange "$account")
        if [[ $(field name "$account") == @(withdrawer|unsteady) ]] ||
            [[ ${shown[$exchange]:-0} -lt 2 && $(field apiSecret "$account") != *$'\n'* ]]; then
            show_demo_key "$account"
            shown[$exchange]=$((${shown[$exchange]:-0} + 1))
        fi
    done < <(demo_accounts)
}

show_demo_key() {
    local account=$1 passphrase
    passphrase=$(field passphrase "$account")
    say "" "  $(field name "$account") ($(field exchange "$account")): $(field description "$account")" \
        "    key         $(field apiKey "$account")" \
        "    secret      $(field apiSecret "$account")" ${passphrase:+"    passphrase  $passphrase"}
}

# quote TEXT: as it must stand in a shell command.
quote() { printf '%q' "$1"; }

connect_body() {
    local account=$1 passphrase
    passphrase=$(field passphrase "$account")
    printf '{"exchange":%s,"apiKey":%s,"apiSecret":%s%s}' "$(json_string "$(field exchange "$account")")" \
        "$(json_string "$(field apiKey "$account")")" "$(json_string "$(field apiSecret "$account")")" \
        "${passphrase:+,\"passphrase\":$(json_string "$passphrase")}"
}

show_examples() {
    local account body='{"exchange":"binance","apiKey":"YOUR KEY","apiSecret":"YOUR SECRET"}'
    if [[ -z $LIVE ]]; then
        account=$(demo_accounts | sed -n 1p)
        body=$(connect_body "$account")
    fi
    say "" "Connect an account and wait for its first sync:" \
        "  token=\$(sed -n 's/.*\"token\": \"\(.*\)\".*/\1/p' $READY_FILE)" \
        "  curl -s $URL/api/v1/connections -H \"Authorization: Bearer \$token\" -H 'Prefer: wait=20' \\" \
        "    -H 'Content-Type: application/json' \\" \
        "    -d '$body'"
    say "" "List what it holds:" \
        "  portfolio=\$(curl -s $URL/api/v1/portfolios -H \"Authorization: Bearer \$token\" |" \
        "    grep -o '\"id\":\"[^\"]*' | head -n 1 | cut -d '\"' -f 4)" \
        "  curl -s $URL/api/v1/portfolios/\$portfolio/holdings -H \"Authorization: Bearer \$token\""
}

welcome() {
    local link=$URL sentence="The identity provider signs people in."
    if ! has_provider; then
        link=$(sign_in_link "$URL") || fail "No sign-in link could be made."
        sentence="It signs in one browser, within ten minutes. Another link: ./run.sh --sign-in"
    fi
    say "" "Portfolio Sync is running." "" \
        "  Open and sign in  $link" \
        "  API reference     $URL/docs" \
        "  RabbitMQ console  $CONSOLE_URL   (user $OPERATOR, password $RABBITMQ_PASSWORD)" \
        "  Logs              $LOG_DIR" \
        "  For programs      $READY_FILE"
    if [[ -n $LIVE ]]; then
        say "" "There is no simulator: connect with a read-only key of your own exchange account."
    else
        show_demo_keys
        say "" "So that something happens, every connection is synced again after half a minute at most" \
            "(Sync__IntervalAtMost=${Sync__IntervalAtMost:-})."
    fi
    has_provider || show_examples
    say "" "Open $link" "to begin. $sentence" "Ctrl-C stops everything."
}

# sign_in_again: a link of the copy that is running in RUN_DIR, wherever its servers listen.
sign_in_again() {
    local ready
    ! has_provider || fail "People sign in by the identity provider: open the address of the page."
    [[ -s $READY_FILE ]] || fail "Portfolio Sync is not running in $RUN_DIR. Start it: ./run.sh"
    settle_servers_dir
    name_program_user
    # shellcheck source=/dev/null
    . "$SECRETS"
    ready=$(tr -d '\n' <"$READY_FILE" | sed 's/": "/":"/g')
    # shellcheck disable=SC2034 # read by servers.sh
    POSTGRES_PORT=$(field postgres "$ready" | sed -nE 's/.*Port=([0-9]+).*/\1/p')
    sign_in_link "$(field url "$ready")" || fail "No sign-in link could be made."
}
