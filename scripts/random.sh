# shellcheck shell=bash
# Random secrets.

# random_hex BYTES
random_hex() { od -An -vtx1 -N"$1" /dev/urandom | tr -d ' \n'; }

# random_key: 32 bytes in base64.
random_key() { head -c 32 /dev/urandom | base64 -w 0; }
