package phosphene.engine.nd4j;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.LoggerFactory;
import phosphene.engine.Device;
import phosphene.spec.SpecException;

/** Which ND4J runs, as far as it decides the speed and the last bits. */
final class Backend {
  private static final String FAST = "HAVE_ONEDNN";

  private static final Pattern JAR = Pattern.compile("nd4j-api-(.+)\\.jar");

  private Backend() {}

  /**
   * Loads ND4J, and refuses a device that its backend is not for.
   *
   * @throws SpecException naming the device
   */
  static void require(Device device) {
    load();
    if (device instanceof Device.Cuda cuda) {
      int cards = onCards() ? Nd4j.getAffinityManager().getNumberOfDevices() : 0;
      if (cards == 0) {
        throw new SpecException(
            "Cannot use "
                + device.name()
                + ": ND4J found no CUDA driver and loaded its CPU backend");
      }
      if (cuda.index() >= cards) {
        throw new SpecException(
            "Cannot use "
                + device.name()
                + ": ND4J sees "
                + cards
                + " cards (CUDA_VISIBLE_DEVICES must not be set: Spark hands the cards out)");
      }
    } else if (onCards()) {
      throw new SpecException(
          "Cannot use cpu: ND4J loaded its CUDA backend (ask Spark for GPUs, or set"
              + " BACKEND_PRIORITY_CPU=200 in the environment)");
    }
  }

  /**
   * Loads ND4J in a thread of its own. A task may be interrupted at any time, and a class whose
   * first use is interrupted is lost to its process.
   */
  private static void load() {
    Thread loader = new Thread(Backend::onCards, "nd4j-loader");
    loader.setDaemon(true);
    loader.setUncaughtExceptionHandler(
        (thread, e) -> {}); // the next use of ND4J fails with the reason
    loader.start();
    boolean interrupted = false;
    while (loader.isAlive()) {
      try {
        loader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean onCards() {
    return Nd4j.getBackend().getClass().getName().contains("JCublas");
  }

  /** Makes this thread use a device. */
  static void bind(Device device) {
    if (device instanceof Device.Cuda cuda) {
      Nd4j.getAffinityManager().unsafeSetDevice(cuda.index());
    }
  }

  /**
   * Library and version; of the processor's also convolution library, instruction set and native
   * threads, in one line.
   */
  static String describe() {
    if (onCards()) {
      return "nd4j " + version() + " cuda";
    }
    String build = Nd4j.getBackend().buildInfo();
    NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    boolean fast = build.contains(FAST);
    if (!fast) {
      LoggerFactory.getLogger(Backend.class)
          .warn(
              "This build of ND4J has no oneDNN: convolutions take 4 to 10 times as long (its"
                  + " classifier must be linux-x86_64-onednn-avx2)");
    }
    return String.join(
        " ",
        "nd4j",
        version(),
        fast ? "onednn" : "generic",
        "cpu",
        instructions(operations.optimalLevel()),
        "threads=" + operations.ompGetMaxThreads());
  }

  /** The version in the name of ND4J's jar: nothing inside the jar says it. */
  private static String version() {
    String jar = String.valueOf(Nd4j.class.getProtectionDomain().getCodeSource().getLocation());
    Matcher name = JAR.matcher(jar);
    return name.find() ? name.group(1) : "repackaged";
  }

  /** What the processor offers, which oneDNN uses whatever ND4J was built for. */
  private static String instructions(int level) {
    return switch (level) {
      case 3 -> "avx512";
      case 2 -> "avx2";
      default -> "sse";
    };
  }
}
