package phosphene.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import phosphene.engine.Device;
import phosphene.spec.SpecException;

/** The device of a task: a GPU that Spark gave it, else a core. */
public final class Slot {
  private static final String GPU = "gpu";
  private static final String EXECUTOR_AMOUNT = "spark.executor.resource.gpu.amount";
  private static final String TASK_AMOUNT = "spark.task.resource.gpu.amount";

  private Slot() {}

  /** The device of the task that this thread runs. */
  public static Device device() {
    return device(TaskContext.get().resourcesJMap());
  }

  /**
   * The device that a task's resources name.
   *
   * @throws SpecException if that is not one GPU, by its number
   */
  public static Device device(Map<String, ResourceInformation> resources) {
    if (!resources.containsKey(GPU)) {
      return new Device.Cpu();
    }
    List<String> addresses = Arrays.asList(resources.get(GPU).addresses());
    if (addresses.size() != 1) {
      throw new SpecException(
          "Invalid " + TASK_AMOUNT + ": " + addresses.size() + " (must be 1: a task uses one GPU)");
    }
    String address = addresses.get(0);
    if (!address.matches("\\d{1,6}")) {
      throw new SpecException(
          "Invalid GPU address: "
              + address
              + " (must be a number, as deploy/gpu/discover.sh prints)");
    }
    return new Device.Cuda(Integer.parseInt(address));
  }

  /**
   * Makes every GPU of an executor a slot unless the settings say more, and numbers GPUs as {@code
   * nvidia-smi} numbers them.
   *
   * @throws SpecException if a task asks for several
   */
  static void configure(SparkConf conf) {
    if (conf.contains(EXECUTOR_AMOUNT)) {
      conf.setIfMissing(TASK_AMOUNT, "1");
    }
    String amount = conf.get(TASK_AMOUNT, "0");
    if (amount.matches("[2-9]|[1-9]\\d+")) {
      throw new SpecException(
          "Invalid " + TASK_AMOUNT + ": " + amount + " (must be at most 1: a task uses one GPU)");
    }
    // CUDA's own order is the fastest first.
    conf.setIfMissing("spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID");
  }

  /** True if tasks have GPUs. */
  public static boolean gpus(SparkConf conf) {
    return conf.contains(TASK_AMOUNT);
  }
}
