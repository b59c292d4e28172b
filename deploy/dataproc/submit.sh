#!/usr/bin/env bash
# Submits a job to YARN on a Dataproc cluster that was started with bootstrap.sh, from its master node:
#   EXECUTORS=16 submit.sh gs://bucket/phosphene/phosphene.jar gs://bucket/jobs/vgg19-atlas.yaml --output gs://bucket/vgg19
set -euo pipefail

refuse() {
  printf 'Cannot submit: %s\n' "$1" >&2
  exit 2
}

[[ $# -ge 2 ]] || refuse "usage: submit.sh JAR JOB [ARGUMENT]..."
jar=$1
shift
spark=${PHOSPHENE_SPARK:-/opt/spark-4.1.2}
[[ -x $spark/bin/spark-submit ]] || refuse "no $spark/bin/spark-submit (bootstrap.sh puts it there)"
executors=${EXECUTORS:-16}
[[ $executors =~ ^[1-9][0-9]{0,4}$ ]] || refuse "EXECUTORS is $executors (must be a number from 1)"
java17=$(compgen -G '/usr/lib/jvm/*17*/bin/java' | head -n 1) || refuse "no Java 17 below /usr/lib/jvm"
java17=${java17%/bin/java}

export SPARK_HOME=$spark HADOOP_CONF_DIR=${HADOOP_CONF_DIR:-/etc/hadoop/conf} JAVA_HOME=$java17
exec "$spark/bin/spark-submit" \
  --master yarn \
  --deploy-mode cluster \
  --name phosphene \
  --class phosphene.cli.Main \
  --conf spark.yarn.appMasterEnv.JAVA_HOME="$java17" \
  --conf spark.executorEnv.JAVA_HOME="$java17" \
  --conf spark.executorEnv.SPARK_HOME="$spark" \
  --conf spark.yarn.jars="local:$spark/jars/*" \
  --conf spark.yarn.maxAppAttempts=3 \
  --conf spark.driver.memory=2g \
  --conf spark.driver.memoryOverhead=1g \
  --conf spark.dynamicAllocation.enabled=false \
  --conf spark.executor.instances="$executors" \
  --conf spark.executor.cores=4 \
  --conf spark.executor.memory=2g \
  --conf spark.executor.memoryOverhead=3g \
  --conf spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxphysicalbytes=4608m \
  --conf spark.driver.extraClassPath="${GCS_CONNECTOR:-/usr/local/share/google/dataproc/lib/gcs-connector.jar}" \
  --conf spark.executor.extraClassPath="${GCS_CONNECTOR:-/usr/local/share/google/dataproc/lib/gcs-connector.jar}" \
  "$jar" render "$@"
