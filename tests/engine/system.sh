#!/usr/bin/env bash
# What Spark needs of the system: Java 17 or newer. Installs it where it may.
set -euo pipefail

command -v java > /dev/null && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "Spark needs Java 17 (openjdk-17-jre-headless). Install it and repeat." >&2
    exit 1
fi
echo "Installing openjdk-17-jre-headless"
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq openjdk-17-jre-headless > /dev/null 2>&1 \
    || { apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless > /dev/null; }
