package phosphene.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phosphene.bench.Workload;
import phosphene.cluster.Cluster;
import phosphene.job.run.NetworkSource;
import phosphene.network.Network;
import phosphene.network.zoo.Catalogue;
import phosphene.spec.FileNames;
import phosphene.spec.NetworkRef;
import phosphene.spec.SpecException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network is measured, and how much of it. */
final class BenchNetworkOptions {
  private static final String VGG19 = "vgg19";
  private static final String RANDOM = "random:1";

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "A network by its name, or the file of a whole model (default: vgg19).")
  @Nullable String name;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights of a network by its name (default: random ones, which cost the same; for --atlas"
              + " those that were fetched, if they were).")
  @Nullable String weights;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description = "The convolution at which the network ends (default: its last one).")
  @Nullable String layer;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description = "Side of the images (default: 128, or the network's usual one if it is less).")
  @Nullable Integer size;

  @Mixin WeightsCacheOption cache = new WeightsCacheOption();

  /** True if VGG19 is measured because nothing else is asked for. */
  boolean none() {
    return name == null && layer == null;
  }

  /** The network up to the layer; random weights where the user names none. */
  Workload workload() {
    Optional<String> at = Optional.ofNullable(layer);
    return named().equals(VGG19) && weights == null
        ? Workload.of(Workload.vgg19(1).network(), at)
        : Workload.of(read(Optional.of(RANDOM)), at);
  }

  /** The network with trained weights if they are at hand; says so if they are not. */
  Network trained(PrintWriter out) {
    boolean fetched =
        FileNames.model(named()) || Catalogue.bundled().cached(named(), cache.folder).isPresent();
    if (weights == null && !fetched) {
      out.println(
          "The weights are random: costs are those of trained ones, scores mean little (--weights"
              + " names a file).");
    }
    return read(fetched ? Optional.empty() : Optional.of(RANDOM));
  }

  private Network read(Optional<String> otherwise) {
    Optional<String> values =
        FileNames.model(named())
            ? Optional.ofNullable(weights)
            : Optional.ofNullable(weights).or(() -> otherwise);
    return NetworkSource.open(
            new NetworkRef(named(), values, Optional.empty(), "--network"),
            cache.folder,
            Cluster.storage())
        .network();
  }

  private String named() {
    return Optional.ofNullable(name).orElse(VGG19);
  }

  /**
   * The side of the images.
   *
   * @param usual where the user names none
   * @throws SpecException if it is less than a pixel
   */
  int pixels(int usual) {
    int pixels = Optional.ofNullable(size).orElse(usual);
    if (pixels < 1) {
      throw new SpecException("Invalid --size: " + pixels + " (must be at least 1)");
    }
    return pixels;
  }

  /** What names the network of a step is not left unheard by another measurement. */
  void requireNone(String measured) {
    requireNone("--network", name, measured);
    requireNone("--weights", weights, measured);
    requireNone("--size", size, measured);
    requireNoLayer(measured);
  }

  /** A measurement of all layers takes none. */
  void requireNoLayer(String measured) {
    requireNone("--layer", layer, measured);
  }

  private static void requireNone(String option, @Nullable Object value, String measured) {
    if (value != null) {
      throw new SpecException(
          "Invalid " + option + ": " + value + " (must be left out with " + measured + ")");
    }
  }
}
