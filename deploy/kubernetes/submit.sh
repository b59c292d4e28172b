#!/usr/bin/env bash
# Submits a job to Kubernetes with Spark's own spark-submit, waits for it, and ends with the driver's exit code:
#
#   K8S=https://api.example:6443 IMAGE=registry.example/phosphene:cpu \
#     deploy/kubernetes/submit.sh [--conf KEY=VALUE]... s3a://bucket/jobs/vgg19-atlas.yaml \
#     --set weights=s3a://bucket/weights/vgg19.h5 --output s3a://bucket/galleries/vgg19
#
#   --conf      settings of Spark beside those below, or in their place
#   K8S         the API server
#   IMAGE       made with Dockerfile.cpu, or Dockerfile.cuda where GPUS is not 0
#   SPARK_HOME  a Spark 4.1 with bin/spark-submit
#   NAMESPACE   default phosphene, of access.yaml
#   EXECUTORS   default 2
#   GPUS        cards of an executor, and its tasks; default 0: four tasks on processors
#   S3_SECRET   a Secret with access-key and secret-key; left out, pods have a role of their own (README.md)
set -euo pipefail

refuse() {
  printf 'Cannot submit: %s\n' "$1" >&2
  exit 2
}

asked=()
while [[ ${1:-} == --conf ]]; do
  [[ ${2:-} == ?*=* ]] || refuse "--conf ${2:-} (must be KEY=VALUE)"
  asked+=(--conf "$2")
  shift 2
done
[[ $# -ge 1 ]] || refuse "no job (usage: submit.sh [--conf KEY=VALUE]... JOB [ARGUMENT]...)"
[[ -n ${K8S:-} ]] || refuse "K8S is not set (must be the API server, such as https://api.example:6443)"
[[ -n ${IMAGE:-} ]] || refuse "IMAGE is not set (must be an image that the cluster can pull)"
[[ -x ${SPARK_HOME:-}/bin/spark-submit ]] || refuse "SPARK_HOME is not set to a Spark with bin/spark-submit"
command -v kubectl >/dev/null || refuse "no kubectl on the PATH (it tells how the driver ended)"
namespace=${NAMESPACE:-phosphene}
executors=${EXECUTORS:-2}
gpus=${GPUS:-0}
[[ $executors =~ ^[1-9][0-9]{0,4}$ ]] || refuse "EXECUTORS is $executors (must be a number from 1)"
[[ $gpus =~ ^(0|[1-9][0-9]?)$ ]] || refuse "GPUS is $gpus (must be a number from 0 to 99)"
cores=4
[[ $gpus == 0 ]] || cores=$gpus # a task has a card to itself: more cores would be paid for and idle
driver=phosphene-$(date -u +%Y%m%d-%H%M%S)-$$-driver

conf=(
  --conf spark.kubernetes.namespace="$namespace"
  --conf spark.kubernetes.driver.pod.name="$driver"
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=phosphene
  --conf spark.kubernetes.container.image="$IMAGE"
  --conf spark.kubernetes.driver.annotation.prometheus.io/scrape=true
  --conf spark.kubernetes.driver.annotation.prometheus.io/port=4040
  --conf spark.kubernetes.driver.annotation.prometheus.io/path=/metrics/prometheus/
  --conf spark.metrics.conf=/opt/phosphene/metrics.properties
  --conf spark.driver.memory=2g
  --conf spark.driver.memoryOverhead=1g
  --conf spark.executor.instances="$executors"
  --conf spark.executor.cores="$cores"
  # Heap, and beyond it the weights and the activations of its tasks; javacpp keeps below the pod's limit.
  --conf spark.executor.memory=2g
  --conf spark.executor.memoryOverhead=3g
)
options="-XX:+UseParallelGC -XX:NewRatio=3"
options+=" -Dorg.bytedeco.javacpp.maxphysicalbytes=4608m -Dorg.bytedeco.javacpp.cachedir=/var/phosphene/natives"
# Native libraries are unpacked once a pod, into a volume of its own.
for role in driver executor; do
  conf+=(
    --conf "spark.kubernetes.$role.volumes.emptyDir.natives.mount.path=/var/phosphene/natives"
    --conf "spark.kubernetes.$role.volumes.emptyDir.natives.options.sizeLimit=4Gi"
  )
done
conf+=(--conf "spark.executor.extraJavaOptions=$options")
conf+=(--conf "spark.driver.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=/var/phosphene/natives")
if [[ -n ${S3_SECRET:-} ]]; then
  for role in driver executor; do
    conf+=(
      --conf "spark.kubernetes.$role.secretKeyRef.AWS_ACCESS_KEY_ID=$S3_SECRET:access-key"
      --conf "spark.kubernetes.$role.secretKeyRef.AWS_SECRET_ACCESS_KEY=$S3_SECRET:secret-key"
    )
  done
fi
if [[ $gpus != 0 ]]; then
  here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
  conf+=(
    --conf spark.kubernetes.executor.podTemplateFile="$here/executor-gpu.yaml"
    --conf spark.executor.resource.gpu.amount="$gpus"
    --conf spark.executor.resource.gpu.vendor=nvidia.com
    --conf spark.executor.resource.gpu.discoveryScript=/opt/phosphene/discover.sh
    --conf spark.task.resource.gpu.amount=1
    --conf "spark.executor.extraClassPath=/opt/phosphene/phosphene.jar:/opt/phosphene/cuda/*"
  )
fi

"$SPARK_HOME/bin/spark-submit" \
  --master "k8s://$K8S" \
  --deploy-mode cluster \
  --name phosphene \
  --class phosphene.cli.Main \
  "${conf[@]}" \
  "${asked[@]}" \
  local:///opt/phosphene/phosphene.jar render "$@"

# It ends with 0 however the driver ended.
code=$(kubectl --server "$K8S" --namespace "$namespace" get pod "$driver" \
  -o 'jsonpath={.status.containerStatuses[?(@.name=="spark-kubernetes-driver")].state.terminated.exitCode}') || code=
if [[ ! $code =~ ^[0-9]+$ ]]; then
  printf 'Cannot tell how the job ended: kubectl knows no exit code of pod %s in %s\n' "$driver" "$namespace" >&2
  exit 1
fi
[[ $code == 0 ]] || printf 'The job ended with %s: kubectl --namespace %s logs %s\n' "$code" "$namespace" "$driver" >&2
exit "$code"
