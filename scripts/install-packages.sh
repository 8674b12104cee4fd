#!/usr/bin/env bash
# install-packages.sh PACKAGE...: as root, installs Debian packages without letting the servers in them start, now or
# at the next boot. Servers that were there before are not touched.
set -euo pipefail

policy=/usr/sbin/policy-rc.d
kept=$policy.kept-by-portfolio-sync
units=(postgresql.service rabbitmq-server.service epmd.service epmd.socket nginx.service)

# Exit code 101 tells a package that its service may not be started.
forbid_services() {
    # Kept from a run that was killed: the policy in place is already the script's.
    [[ -e $kept || ! -e $policy ]] || mv "$policy" "$kept"
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
}

restore_policy() {
    rm -f "$policy"
    [[ ! -e $kept ]] || mv "$kept" "$policy"
}

enabled_units() {
    command -v systemctl >/dev/null || return 0
    local unit
    for unit in "${units[@]}"; do
        ! systemctl --root=/ is-enabled --quiet "$unit" 2>/dev/null || echo "$unit"
    done
}

trap '' INT TERM HUP
trap restore_policy EXIT
export DEBIAN_FRONTEND=noninteractive

apt-get update || echo "The package lists could not be renewed; trying with those that are here."
enabled_before=$(enabled_units)
forbid_services
apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"

for unit in $(enabled_units); do
    grep -qxF "$unit" <<<"$enabled_before" || systemctl --root=/ disable "$unit"
done
