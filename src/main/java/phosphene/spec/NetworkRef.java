package phosphene.spec;

import java.util.Optional;

/**
 * A network as a job names it.
 *
 * @param name of the catalogue, or the path or URI of a whole model (.h5, .zip)
 * @param weights path or URI of the weight file, or {@code random:SEED}; empty: the catalogue's
 * @param preprocessing of a whole model; empty: {@link PixelScale#UNIT}, and for a known network
 *     its own
 * @param place where the job file names it, such as {@code jobs/x.yaml:2}
 */
public record NetworkRef(
    String name, Optional<String> weights, Optional<PixelScale> preprocessing, String place) {
  private static final String RANDOM = "random:";

  public NetworkRef {
    Require.place("network", name);
    weights.ifPresent(NetworkRef::check);
    if (weights.isPresent() && isModel(name)) {
      throw Require.invalid("weights", weights.get(), "left out: " + name + " brings its own");
    }
  }

  /** True if it names a whole model and not one of the catalogue's. */
  public boolean model() {
    return isModel(name);
  }

  private static boolean isModel(String name) {
    return name.endsWith(".h5") || name.endsWith(".zip");
  }

  private static void check(String weights) {
    Require.place("weights", weights);
    if (weights.startsWith(RANDOM) && Scalars.whole(weights.substring(RANDOM.length())).isEmpty()) {
      throw Require.invalid(
          "weights", weights, "a path, a URI or random:SEED, SEED a whole number");
    }
  }
}
