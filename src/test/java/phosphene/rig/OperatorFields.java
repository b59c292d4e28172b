package phosphene.rig;

import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of the Spark operator's {@code SparkApplication} (v1beta2) that {@code deploy} may
 * use. No library for Java has them; this is the part of the custom resource's schema that was read
 * for these files, not the whole of it.
 */
final class OperatorFields {
  static final Set<String> SPEC =
      Set.of(
          "type",
          "mode",
          "sparkVersion",
          "image",
          "imagePullPolicy",
          "imagePullSecrets",
          "mainClass",
          "mainApplicationFile",
          "arguments",
          "sparkConf",
          "hadoopConf",
          "volumes",
          "driver",
          "executor",
          "restartPolicy",
          "timeToLiveSeconds",
          "monitoring",
          "dynamicAllocation");
  static final Set<String> RESTART =
      Set.of(
          "type",
          "onFailureRetries",
          "onFailureRetryInterval",
          "onSubmissionFailureRetries",
          "onSubmissionFailureRetryInterval");
  private static final Set<String> POD =
      Set.of(
          "cores",
          "coreLimit",
          "coreRequest",
          "memory",
          "memoryOverhead",
          "gpu",
          "env",
          "envFrom",
          "labels",
          "annotations",
          "volumeMounts",
          "affinity",
          "tolerations",
          "nodeSelector",
          "serviceAccount",
          "javaOptions");

  private OperatorFields() {}

  /** Those of a pod: {@code driver} or {@code executor}. */
  static Set<String> of(String role) {
    Set<String> fields = new TreeSet<>(POD);
    if (role.equals("executor")) {
      fields.add("instances");
    }
    return fields;
  }
}
