#!/bin/sh
# Tells Spark which cards of NVIDIA this machine has: {"name": "gpu", "addresses": ["0", "1"]}
#
# A worker or an executor runs it (spark.worker.resource.gpu.discoveryScript, spark.executor.resource.gpu.discoveryScript).
# Addresses are numbers in the order of the bus, as nvidia-smi counts; Phosphene sets CUDA_DEVICE_ORDER=PCI_BUS_ID for its
# executors, so that CUDA counts the same way. CUDA_VISIBLE_DEVICES must not be set there: it would number the cards anew.
set -u

refuse() {
  printf 'Cannot discover GPUs: %s\n' "$1" >&2
  exit 1
}

command -v nvidia-smi >/dev/null 2>&1 ||
  refuse "no nvidia-smi on the PATH (install NVIDIA's driver, or ask Spark for no GPUs)"
told=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>&1) || refuse "nvidia-smi says: $told"

addresses=
for index in $told; do
  case $index in
  *[!0-9]*) refuse "nvidia-smi says: $told" ;;
  esac
  addresses="$addresses${addresses:+, }\"$index\""
done
[ -n "$addresses" ] || refuse "nvidia-smi knows no card"
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"
