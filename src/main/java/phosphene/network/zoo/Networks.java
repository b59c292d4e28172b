package phosphene.network.zoo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import phosphene.network.Architecture;
import phosphene.network.Digest;
import phosphene.network.Network;
import phosphene.network.Weights;
import phosphene.network.read.LabelFile;
import phosphene.network.read.ModelConfig;
import phosphene.network.read.ModelImport;
import phosphene.network.read.RandomWeights;
import phosphene.network.read.torch.Pickle;
import phosphene.spec.FileNames;
import phosphene.spec.NetworkRef;
import phosphene.spec.Normalization;
import phosphene.spec.Plural;
import phosphene.spec.SpecException;

/** Where networks come from: known architectures with weights, or whole models. */
public final class Networks {
  private static final String RANDOM = "random:";

  private Networks() {}

  /**
   * The network that a job names: a whole model where the name is a file; else a known one with
   * random weights, with those of the named file, or with the fetched ones.
   *
   * @param ref with local files, not URIs
   * @param cache folder of fetched weights
   * @throws SpecException in the value of network, weights, preprocessing or labels if the network
   *     cannot be had
   */
  public static Network resolve(NetworkRef ref, Path cache) {
    try {
      return ref.labels()
          .map(labels -> labelled(aliased(ref, cache), Path.of(labels)))
          .orElseGet(() -> aliased(ref, cache));
    } catch (SpecException e) {
      throw e.in("network");
    }
  }

  /**
   * Looks at the names alone, before anything is fetched.
   *
   * @throws SpecException in the value of network, weights or preprocessing if they cannot name a
   *     network
   */
  public static void require(NetworkRef ref) {
    if (ref.model()) {
      return;
    }
    if (FileNames.pickle(ref.name())) {
      throw pickle("import", ref.name()).in("network");
    }
    try {
      KnownNetwork.named(ref.name()); // what is wrong then is the weights, or the preprocessing
    } catch (SpecException e) {
      throw e.in("network");
    }
    ref.weights()
        .filter(FileNames::pickle)
        .ifPresent(
            weights -> {
              throw pickle("read weights", weights).in("weights");
            });
    ref.preprocessing().ifPresent(asked -> requireBrought(asked, ref));
  }

  private static SpecException pickle(String verb, String place) {
    String file = place.substring(place.lastIndexOf('/') + 1);
    return new SpecException("Cannot " + verb + " " + place + ": " + Pickle.refusal(Path.of(file)));
  }

  private static Network aliased(NetworkRef ref, Path cache) {
    Network network = unlabelled(ref, cache);
    return network.aliased(LayerAliases.of(network.architecture()));
  }

  private static Network unlabelled(NetworkRef ref, Path cache) {
    require(ref);
    if (ref.model()) {
      return ModelImport.read(Path.of(ref.name()), ref.preprocessing());
    }
    return ref.weights()
        .map(weights -> weighted(ref.name(), weights, ref.preprocessing()))
        .orElseGet(() -> open(ref.name(), Catalogue.bundled().weights(ref.name(), cache)));
  }

  private static Network labelled(Network network, Path file) {
    try {
      List<String> labels = LabelFile.read(file);
      int classes =
          network
              .architecture()
              .classes()
              .orElseThrow(() -> unfit(file, network.architecture().name() + " has no classifier"));
      if (labels.size() != classes) {
        throw unfit(
            file,
            String.format(
                Locale.ROOT,
                "it has %s (must be %d: %s has so many classes)",
                Plural.of(labels.size(), "name"),
                classes,
                network.architecture().name()));
      }
      return network.labelled(labels);
    } catch (SpecException e) {
      throw e.in("labels");
    }
  }

  private static SpecException unfit(Path file, String reason) {
    return new SpecException("Cannot use labels " + file + ": " + reason);
  }

  private static Network weighted(
      String name, String weights, Optional<Normalization> preprocessing) {
    try {
      OptionalLong seed = randomSeed(weights);
      return seed.isPresent()
          ? random(name, seed.getAsLong())
          : ModelConfig.of(Path.of(weights), preprocessing).applied(open(name, Path.of(weights)));
    } catch (SpecException e) {
      throw e.in("weights");
    }
  }

  /** Known networks know their preprocessing, but not that of weights which a user trained. */
  private static void requireBrought(Normalization asked, NetworkRef ref) {
    if (ref.weights().filter(FileNames::trained).isEmpty()) {
      throw new SpecException(
              "Invalid preprocessing: "
                  + asked.text()
                  + " (must be left out: "
                  + ref.name()
                  + " brings its own)")
          .in("preprocessing");
    }
  }

  /** The names of the known architectures. */
  public static List<String> names() {
    return KnownNetwork.ids();
  }

  /**
   * A known architecture with its classifier.
   *
   * @throws SpecException naming the known ones if there is none of that name
   */
  public static Architecture architecture(String name) {
    Architecture architecture = KnownNetwork.named(name).complete();
    return architecture.aliased(LayerAliases.of(architecture));
  }

  /** The names of the classes that a known network with its classifier has. */
  public static List<String> labels(String name) {
    return Labels.named(KnownNetwork.named(name).labels());
  }

  /**
   * A known network with the weights of a local file: Keras .h5, NumPy .npz or Caffe .caffemodel.
   * Without a classifier if the file has no weights for one.
   *
   * @throws SpecException if the network is unknown, or the file unreadable, or not of this network
   */
  public static Network open(String name, Path weights) {
    return KnownNetwork.named(name).read(weights);
  }

  /**
   * A known network with random weights; without its classifier where that has dense layers that
   * fix the size of the input (VGG: 124 million values that no filter needs).
   */
  public static Network random(String name, long seed) {
    KnownNetwork known = KnownNetwork.named(name);
    Architecture complete = known.complete();
    Architecture architecture = complete.fixedSize() ? known.body() : complete;
    return random(architecture.aliased(LayerAliases.of(architecture)), seed);
  }

  /** An architecture with random weights (He et al., 2015) and no class names. */
  public static Network random(Architecture architecture, long seed) {
    Map<String, Weights> weights = RandomWeights.draw(architecture, seed);
    return new Network(architecture, weights, Digest.SHA256.of(weights), List.of());
  }

  /**
   * The seed in {@code random:SEED}, empty if {@code weights} names a file.
   *
   * @throws SpecException if what follows the colon is no whole number
   */
  public static OptionalLong randomSeed(String weights) {
    if (!weights.startsWith(RANDOM)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(weights.substring(RANDOM.length())));
    } catch (NumberFormatException e) {
      throw new SpecException(
          "Invalid weights: " + weights + " (must be random: and a whole number)", e);
    }
  }

  /**
   * A whole model of any format, whose input is what the file says.
   *
   * @throws SpecException if the file is unreadable or holds a layer that is not supported
   */
  public static Network importModel(Path file) {
    return ModelImport.read(file, Optional.empty());
  }
}
