#!/usr/bin/env bash
# Submits a job to YARN on an EMR or Dataproc cluster that was started with that service's bootstrap.sh: from the primary node, or as
# a step of EMR.
#   EXECUTORS=16 submit.sh emr s3a://bucket/phosphene/phosphene.jar s3a://bucket/jobs/vgg19-atlas.yaml --output s3a://bucket/vgg19
#   EXECUTORS=16 submit.sh dataproc gs://bucket/phosphene/phosphene.jar gs://bucket/jobs/vgg19-atlas.yaml --output gs://bucket/vgg19
set -euo pipefail

refuse() {
  printf 'Cannot submit: %s\n' "$1" >&2
  exit 2
}

[[ $# -ge 3 ]] || refuse "usage: submit.sh emr|dataproc JAR JOB [ARGUMENT]..."
service=$1
jar=$2
shift 2
case $service in
  emr)
    store=(
      --conf spark.hadoop.fs.s3a.aws.credentials.provider=software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider
    ) ;;
  dataproc)
    connector=${GCS_CONNECTOR:-/usr/local/share/google/dataproc/lib/gcs-connector.jar}
    store=(
      --conf spark.driver.extraClassPath="$connector"
      --conf spark.executor.extraClassPath="$connector"
    ) ;;
  *) refuse "unknown service $service (must be emr or dataproc)" ;;
esac
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
  "${store[@]}" \
  "$jar" render "$@"
