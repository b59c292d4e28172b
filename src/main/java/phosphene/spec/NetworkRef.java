package phosphene.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A network as a job names it.
 *
 * @param name of the catalogue, or the path or URI of a whole model (.onnx, .keras, .h5, .zip)
 * @param weights path or URI of the weight file, or {@code random:SEED}; empty: the catalogue's
 * @param preprocessing of a file that the user brings; empty: what the file says, and for a known
 *     network its own
 * @param labels path or URI of a file with the names of the classes; empty: what the network brings
 * @param place where the job file names it, such as {@code jobs/x.yaml:2}
 */
public record NetworkRef(
    String name,
    Optional<String> weights,
    Optional<Normalization> preprocessing,
    Optional<String> labels,
    String place) {
  private static final String RANDOM = "random:";

  public NetworkRef {
    Require.place("network", name);
    weights.ifPresent(NetworkRef::check);
    labels.ifPresent(file -> Require.place("labels", file));
    if (FileNames.weights(name)) {
      throw Require.invalid(
          "network",
          name,
          "the name of a network, such as vgg19, whose weights this file has: weights names it");
    }
    if (weights.isPresent() && FileNames.model(name)) {
      throw Require.invalid("weights", weights.get(), "left out: " + name + " brings its own");
    }
  }

  /** One that leaves the names of the classes to the network. */
  public NetworkRef(
      String name, Optional<String> weights, Optional<Normalization> preprocessing, String place) {
    this(name, weights, preprocessing, Optional.empty(), place);
  }

  /** True if it names a whole model and not one of the catalogue's. */
  public boolean model() {
    return FileNames.model(name);
  }

  /**
   * This network by the copies of its files on this machine.
   *
   * @param file of the model, or of the weights; empty if the job names none
   * @param names the file of labels
   */
  public NetworkRef local(Optional<Path> file, Optional<Path> names) {
    Optional<String> named = file.map(Path::toString);
    return new NetworkRef(
        model() ? named.orElse(name) : name,
        model() ? Optional.empty() : named.or(() -> weights),
        preprocessing,
        names.map(Path::toString),
        place);
  }

  private static void check(String weights) {
    Require.place("weights", weights);
    if (weights.startsWith(RANDOM) && Scalars.whole(weights.substring(RANDOM.length())).isEmpty()) {
      throw Require.invalid(
          "weights", weights, "a path, a URI or random:SEED, SEED a whole number");
    }
  }
}
