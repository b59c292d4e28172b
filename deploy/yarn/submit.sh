#!/usr/bin/env bash
# Submits a job to YARN on an EMR or Dataproc cluster that was started with that service's bootstrap.sh, and ends with the job's
# exit code. On the primary node: as a step of EMR, or under nohup, since the driver is this process and must outlive the shell.
#
#   aws s3 cp s3://bucket/phosphene/phosphene.jar .
#   EXECUTORS=16 submit.sh emr phosphene.jar s3a://bucket/jobs/vgg19-atlas.yaml \
#     --set weights=s3a://bucket/weights/vgg19.h5 --output s3a://bucket/vgg19
#
#   gcloud storage cp gs://bucket/phosphene/phosphene.jar .
#   EXECUTORS=16 submit.sh dataproc phosphene.jar gs://bucket/jobs/vgg19-atlas.yaml \
#     --set weights=gs://bucket/weights/vgg19.h5 --output gs://bucket/vgg19
#
#   EXECUTORS        default 16
#   PHOSPHENE_SPARK  where bootstrap.sh put Spark, default /opt/spark-4.1.2
#   GCS_CONNECTOR    the jar that reads gs://, default that of Dataproc's image
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
# The connectors come with the jar, so spark-submit has none to fetch it with.
[[ -f $jar ]] || refuse "$jar is no file of this machine (copy it here: aws s3 cp or gcloud storage cp)"
spark=${PHOSPHENE_SPARK:-/opt/spark-4.1.2}
[[ -x $spark/bin/spark-submit ]] || refuse "no $spark/bin/spark-submit (bootstrap.sh puts it there)"
executors=${EXECUTORS:-16}
[[ $executors =~ ^[1-9][0-9]{0,4}$ ]] || refuse "EXECUTORS is $executors (must be a number from 1)"
java17=$(compgen -G '/usr/lib/jvm/*17*/bin/java' | head -n 1) || refuse "no Java 17 below /usr/lib/jvm"
java17=${java17%/bin/java}

export SPARK_HOME=$spark HADOOP_CONF_DIR=${HADOOP_CONF_DIR:-/etc/hadoop/conf} JAVA_HOME=$java17
# One native thread a task, and names of photos in UTF-8: Phosphene sets both for executors, and the driver is this process.
export OMP_NUM_THREADS=1 LC_ALL=C.UTF-8

# Client mode: in cluster mode YARN takes every program that ends by an exit code of its own for a failed one, and starts it again.
exec "$spark/bin/spark-submit" \
  --master yarn \
  --deploy-mode client \
  --name phosphene \
  --class phosphene.cli.Main \
  --driver-memory 2g \
  --conf spark.yarn.appMasterEnv.JAVA_HOME="$java17" \
  --conf spark.executorEnv.JAVA_HOME="$java17" \
  --conf spark.executorEnv.SPARK_HOME="$spark" \
  --conf spark.yarn.jars="local:$spark/jars/*" \
  --conf spark.dynamicAllocation.enabled=false \
  --conf spark.executor.instances="$executors" \
  --conf spark.executor.cores=4 \
  --conf spark.executor.memory=2g \
  --conf spark.executor.memoryOverhead=3g \
  --conf "spark.executor.extraJavaOptions=-XX:+UseParallelGC -XX:NewRatio=3 -Dorg.bytedeco.javacpp.maxphysicalbytes=4608m" \
  "${store[@]}" \
  "$jar" render "$@"
