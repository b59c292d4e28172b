#!/usr/bin/env bash
# Bootstrap action of EMR: puts Spark 4.1.2 beside the release's own Spark, which is an older one that the jar does not run on.
#   --bootstrap-actions Path=s3://bucket/phosphene/bootstrap.sh,Args=[s3://bucket/phosphene/spark-4.1.2-bin-hadoop3.tgz,SHA512]
set -euo pipefail

refuse() {
  printf 'Cannot set Spark up: %s\n' "$1" >&2
  exit 1
}

[[ $# -eq 2 ]] || refuse "usage: bootstrap.sh ARCHIVE SHA512"
archive=$1
digest=${2,,}
[[ $digest =~ ^[0-9a-f]{128}$ ]] || refuse "$2 is no SHA-512"
folder=${PHOSPHENE_SPARK:-/opt/spark-4.1.2}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
aws s3 cp --only-show-errors "$archive" "$work/release.tgz"
sha512sum "$work/release.tgz" | grep -q "^$digest " || refuse "$archive has another SHA-512"
sudo mkdir -p "$folder"
sudo tar -xzf "$work/release.tgz" --strip-components=1 -C "$folder"
