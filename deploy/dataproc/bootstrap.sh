#!/usr/bin/env bash
# Initialization action of Dataproc: puts Spark 4.1.2 and a Java 17 beside the image's own Spark, which is an older one that the
# jar does not run on. Metadata of the cluster: phosphene-spark=gs://bucket/phosphene/spark-4.1.2-bin-hadoop3.tgz and
# phosphene-spark-sha512=...
set -euo pipefail

refuse() {
  printf 'Cannot set Spark up: %s\n' "$1" >&2
  exit 1
}

metadata() {
  /usr/share/google/get_metadata_value "attributes/$1" || refuse "the cluster has no metadata $1"
}

archive=$(metadata phosphene-spark)
digest=$(metadata phosphene-spark-sha512)
digest=${digest,,}
[[ $digest =~ ^[0-9a-f]{128}$ ]] || refuse "phosphene-spark-sha512 is no SHA-512"
folder=${PHOSPHENE_SPARK:-/opt/spark-4.1.2}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gsutil -q cp "$archive" "$work/release.tgz"
sha512sum "$work/release.tgz" | grep -q "^$digest " || refuse "$archive has another SHA-512"
mkdir -p "$folder"
tar -xzf "$work/release.tgz" --strip-components=1 -C "$folder"
if ! compgen -G '/usr/lib/jvm/*17*/bin/java' >/dev/null; then
  apt-get update -qq
  apt-get install -y -qq openjdk-17-jre-headless
fi
