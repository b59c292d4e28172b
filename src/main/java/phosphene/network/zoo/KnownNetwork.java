package phosphene.network.zoo;

import java.nio.file.Path;
import java.util.List;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.read.WeightReader;
import phosphene.spec.FileNames;
import phosphene.spec.Nearest;
import phosphene.spec.SpecException;

/**
 * An architecture that exists as code.
 *
 * @param complete the network with its classifier
 * @param body the network without its classifier ("notop")
 * @param labels resource with the class names
 */
public record KnownNetwork(Architecture complete, Architecture body, String labels) {
  private static final String IMAGENET = "imagenet.txt";

  /** The registry. */
  static final List<KnownNetwork> ALL =
      List.of(
          of("block4_conv2", Primer.architecture(), "primer.txt"),
          upTo("block5_pool", Vgg.vgg16()),
          upTo("block5_pool", Vgg.vgg19()),
          upTo("fire9", SqueezeNet.v10()),
          upTo("fire9", SqueezeNet.v11()),
          upTo("inception_5b_output", GoogLeNet.architecture()));

  private static KnownNetwork upTo(String bodyEnd, Architecture complete) {
    return of(bodyEnd, complete, IMAGENET);
  }

  private static KnownNetwork of(String bodyEnd, Architecture complete, String labels) {
    return new KnownNetwork(complete, complete.cut(List.of(bodyEnd)), labels);
  }

  /** The network's name in jobs and in the catalogue. */
  String id() {
    return complete.name();
  }

  /** The network with the weights of a file: complete if it holds the classifier's. */
  Network read(Path weights) {
    return WeightReader.read(complete, body, () -> Labels.named(labels), weights);
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
            + ": known are "
            + String.join(", ", names)
            + Nearest.suggestion(name, names)
            + (name.contains("/") ? "; files of models end in " + FileNames.models() : ""));
  }
}
