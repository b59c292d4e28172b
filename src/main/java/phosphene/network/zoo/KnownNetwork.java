package phosphene.network.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.read.Companions;
import phosphene.network.read.ModelConfig;
import phosphene.network.read.WeightReader;
import phosphene.network.read.torch.StateDict;
import phosphene.network.zoo.torch.TorchNetwork;
import phosphene.network.zoo.torch.TorchNetworks;
import phosphene.spec.FileNames;
import phosphene.spec.Nearest;
import phosphene.spec.SpecException;

/** An architecture that exists as code. */
public final class KnownNetwork {
  private static final String IMAGENET = "imagenet.txt";
  private static final String CIFAR = "cifar10.txt";

  /** The registry. */
  static final List<KnownNetwork> ALL =
      Stream.concat(
              Stream.of(
                  of("primer", "block4_conv2", Primer::architecture, "primer.txt"),
                  of("vgg16", "block5_pool", Vgg::vgg16, IMAGENET).reading(TorchNetworks.VGG16),
                  of("vgg19", "block5_pool", Vgg::vgg19, IMAGENET).reading(TorchNetworks.VGG19),
                  of("squeezenet", "fire9", SqueezeNet::v10, IMAGENET),
                  of("squeezenet1.1", "fire9", SqueezeNet::v11, IMAGENET),
                  of("googlenet", "inception_5b_output", GoogLeNet::architecture, IMAGENET)),
              TorchNetworks.ALL.stream().map(KnownNetwork::of))
          .toList();

  private final String id;
  private final Supplier<Architecture> complete;
  private final Supplier<Architecture> body;
  private final String labels;
  private final Optional<TorchNetwork> torch;

  private KnownNetwork(
      String id,
      Supplier<Architecture> complete,
      Supplier<Architecture> body,
      String labels,
      Optional<TorchNetwork> torch) {
    this.id = id;
    this.complete = complete;
    this.body = body;
    this.labels = labels;
    this.torch = torch;
  }

  private static KnownNetwork of(
      String id, String bodyEnd, Supplier<Architecture> complete, String labels) {
    return new KnownNetwork(
        id, complete, () -> complete.get().cut(List.of(bodyEnd)), labels, Optional.empty());
  }

  private static KnownNetwork of(TorchNetwork torch) {
    String labels = torch.id().startsWith("cifar-") ? CIFAR : IMAGENET;
    return new KnownNetwork(torch.id(), torch::complete, torch::body, labels, Optional.of(torch));
  }

  /** This network, whose safetensors files have the names of {@code other}. */
  private KnownNetwork reading(TorchNetwork other) {
    return new KnownNetwork(id, complete, body, labels, Optional.of(other));
  }

  /** The network's name in jobs and in the catalogue. */
  String id() {
    return id;
  }

  /** The network with its classifier. */
  public Architecture complete() {
    return complete.get();
  }

  /** The network without its classifier ("notop"). */
  public Architecture body() {
    return body.get();
  }

  /** The resource with the class names. */
  String labels() {
    return labels;
  }

  /** The network with the weights of a file: complete if it holds the classifier's. */
  Network read(Path weights) {
    try {
      if (torch.isPresent() && StateDict.is(weights)) {
        Optional<String> called = ModelConfig.architecture(weights);
        if (called.isPresent()) {
          torch.get().requireNamed(called.get());
        }
        return torch.get().read(weights, Labels.named(labels), Companions.sha256(weights));
      }
    } catch (IOException e) {
      throw new SpecException("Cannot read weights " + weights + ": " + WeightReader.reason(e), e);
    }
    return WeightReader.read(complete(), body(), () -> Labels.named(labels), weights);
  }

  static List<String> ids() {
    return ALL.stream().map(KnownNetwork::id).toList();
  }

  /**
   * The network of that name.
   *
   * @throws SpecException naming the known ones if there is none
   */
  public static KnownNetwork named(String name) {
    return ALL.stream()
        .filter(known -> known.id().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, ids()));
  }

  /** The message that no network has that name. */
  static SpecException unknown(String name, List<String> names) {
    return new SpecException(
        "Cannot find network "
            + name
            + Nearest.suggestion(name, names)
            + ": ./phosphene networks lists the "
            + names.size()
            + " that are known"
            + (name.contains("/") ? "; files of models end in " + FileNames.models() : ""));
  }

  @Override
  public String toString() {
    return id;
  }
}
