#!/usr/bin/env bash
# Gives the API and the worker users of their own at RabbitMQ, with the rights that api.json and worker.json state. It
# is run at every start, as the user "operator", who sees the console and does what those two may not.
#   CONSOLE_HOST, CONSOLE_PORT                                        where the console is
#   RABBITMQ_PASSWORD (of RABBITMQ_USER, operator), RABBITMQ_API_PASSWORD, RABBITMQ_WORKER_PASSWORD
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
VHOST=${VHOST:-portfolio}

# put PATH BODY: by bash alone, because RabbitMQ's image has no curl; and no password is an argument of a process.
put() {
    local status
    exec 3<>"/dev/tcp/$CONSOLE_HOST/$CONSOLE_PORT"
    printf 'PUT /api/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Basic %s\r\nConnection: close\r\n' \
        "$1" "$CONSOLE_HOST" "$(printf '%s:%s' "${RABBITMQ_USER:-operator}" "$RABBITMQ_PASSWORD" | base64 -w 0)" >&3
    printf 'Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "${#2}" "$2" >&3
    IFS= read -r status <&3
    exec 3>&-
    [[ $status == "HTTP/1.1 20"[14]* ]] || {
        printf 'RabbitMQ answered PUT %s with %s\n' "$1" "$status" >&2
        return 1
    }
}

# allow NAME PASSWORD: without a tag, a user sees no console and sets no policies or users.
allow() {
    put "users/portfolio-$1" "{\"password\":\"$2\",\"tags\":\"\"}"
    put "permissions/$VHOST/portfolio-$1" "$(<"$HERE/$1.json")"
}

allow api "$RABBITMQ_API_PASSWORD"
allow worker "$RABBITMQ_WORKER_PASSWORD"
