#!/usr/bin/env bash
# What the tests of BI need of the system: a PostgreSQL server and a Chromium. Installs what is missing where it may.
set -euo pipefail

missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || missing+=(postgresql)
command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null || missing+=(chromium)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "make test-bi needs: ${missing[*]}. Install them and repeat." >&2
    exit 1
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq "${missing[@]}" > /dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq "${missing[@]}" > /dev/null; }
