package phosphene.engine.nd4j;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.LoggerFactory;
import phosphene.engine.Device;
import phosphene.engine.Loading;
import phosphene.spec.SpecException;

/** Which ND4J runs, as far as it decides the speed and the last bits. */
final class Backend {
  private static final String FAST = "HAVE_ONEDNN";

  private static final Pattern JAR = Pattern.compile("nd4j-api-(.+)\\.jar");

  private Backend() {}

  /** ND4J, loaded once. */
  private static final class Loaded {
    // Not a lambda: its body would belong to this class, whose initialization waits for it.
    static final Optional<String> FAILURE = Loading.failure("ND4J", Backend::onCards);

    private Loaded() {}
  }

  /**
   * Loads ND4J, and refuses a device that its backend is not for.
   *
   * @throws SpecException naming the device
   */
  static void require(Device device) {
    obstacle(device)
        .ifPresent(
            reason -> {
              throw new SpecException("Cannot run nd4j on " + device.name() + ": " + reason);
            });
  }

  /** Loads ND4J, and says why it cannot use a device; empty if it can. */
  static Optional<String> obstacle(Device device) {
    if (Loaded.FAILURE.isPresent()) {
      return Loaded.FAILURE;
    }
    if (!(device instanceof Device.Cuda cuda)) {
      return onCards()
          ? Optional.of(
              "ND4J loaded its CUDA backend (ask Spark for GPUs, or set BACKEND_PRIORITY_CPU=200"
                  + " in the environment)")
          : Optional.empty();
    }
    int cards = onCards() ? Nd4j.getAffinityManager().getNumberOfDevices() : 0;
    if (cards == 0) {
      return Optional.of("ND4J found no CUDA driver and loaded its CPU backend");
    }
    return cuda.index() < cards
        ? Optional.empty()
        : Optional.of(
            "ND4J sees "
                + cards
                + " cards (CUDA_VISIBLE_DEVICES must not be set: Spark hands the cards out)");
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
