package phosphene.engine.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import phosphene.engine.Loading;

/** The library in this process. */
final class OneDnn {
  private static final class Loaded {
    static final Optional<String> FAILURE =
        Loading.failure("oneDNN", dnnl::dnnl_get_effective_cpu_isa);
  }

  private static final class Held {
    static final engine PROCESSOR =
        new engine(engine.kind.cpu.value, 0).retainReference(); // whatever scope is open
  }

  private OneDnn() {}

  /** Why the library cannot be used here; empty if it can. */
  static Optional<String> obstacle() {
    if (Loaded.FAILURE.isPresent()) {
      return Loaded.FAILURE;
    }
    return instructions() == Instructions.SSE
        ? Optional.of("the processor has no AVX2")
        : Optional.empty();
  }

  /** The processor, for as long as the process lives. */
  static engine processor() {
    return Held.PROCESSOR;
  }

  /** Native threads of a call, as OpenMP reads them from the environment. */
  static String threads() {
    return System.getenv().getOrDefault("OMP_NUM_THREADS", "all");
  }

  static Instructions instructions() {
    return Instructions.of(dnnl.dnnl_get_effective_cpu_isa());
  }

  /** Such as {@code 2.5.2}. */
  static String version() {
    var version = dnnl.dnnl_version();
    return version.major() + "." + version.minor() + "." + version.patch();
  }

  /** Library, version, instruction set and native threads, in one line. */
  static String describe() {
    return String.join(
        " ", "onednn", version(), "cpu", instructions().label(), "threads=" + threads());
  }
}
