package phosphene.network.zoo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Node;

/**
 * The names that other tools use for the layers of VGG and GoogLeNet: the one table of them. It
 * tells a network by the names of its nodes, whatever file it came from, so that {@code conv4_1}
 * finds {@code block4_conv1} in Keras' VGG19 and {@code features.19} in torchvision's.
 */
final class LayerAliases {
  private static final List<LayerAliases> KNOWN =
      Stream.concat(
              Stream.of(
                      new int[] {1, 1, 2, 2, 2},
                      new int[] {2, 2, 2, 2, 2},
                      new int[] {2, 2, 3, 3, 3},
                      new int[] {2, 2, 4, 4, 4})
                  .flatMap(blocks -> Stream.of(vgg(2, blocks), vgg(3, blocks))),
              Stream.of(googLeNet()))
          .toList();

  /**
   * A layer by all its names.
   *
   * @param telling whether a network of this kind must have it, by one of these names
   */
  private record Layer(List<String> names, Telling telling) {}

  private enum Telling {
    REQUIRED,
    OPTIONAL
  }

  private final List<Layer> layers;

  private LayerAliases(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** The names by which others know the nodes of a network; none if it is none of the known. */
  static Map<String, String> of(Architecture architecture) {
    Set<String> nodes = names(architecture.nodes().stream());
    Set<String> convolutions =
        names(architecture.nodes().stream().filter(node -> node.layer() instanceof Convolution));
    return KNOWN.stream()
        .filter(known -> known.fits(nodes, convolutions))
        .findFirst()
        .map(known -> known.among(nodes))
        .orElse(Map.of());
  }

  private static Set<String> names(Stream<Node> nodes) {
    return nodes.map(Node::name).collect(Collectors.toSet());
  }

  /** True if each layer that tells the kind is there by names of one tool, and no more of them. */
  private boolean fits(Set<String> nodes, Set<String> convolutions) {
    int tools = layers.get(0).names().size();
    for (int tool = 0; tool < tools; tool++) {
      int of = tool;
      Set<String> wanted =
          layers.stream()
              .filter(layer -> layer.telling == Telling.REQUIRED)
              .map(layer -> layer.names().get(of))
              .collect(Collectors.toSet());
      if (nodes.containsAll(wanted) && wanted.containsAll(alike(convolutions, wanted))) {
        return true;
      }
    }
    return false;
  }

  /** Nodes named as one of {@code wanted} but for their numbers. */
  private static Set<String> alike(Set<String> nodes, Set<String> wanted) {
    Set<String> forms = new HashSet<>();
    wanted.forEach(name -> forms.add(form(name)));
    return nodes.stream().filter(name -> forms.contains(form(name))).collect(Collectors.toSet());
  }

  private static String form(String name) {
    return name.replaceAll("[0-9]+", "0");
  }

  private Map<String, String> among(Set<String> nodes) {
    Map<String, String> aliases = new HashMap<>();
    for (Layer layer : layers) {
      layer.names().stream()
          .filter(nodes::contains)
          .findFirst()
          .ifPresent(node -> layer.names().forEach(name -> aliases.put(name, node)));
    }
    aliases.keySet().removeAll(nodes);
    return aliases;
  }

  /**
   * VGG: Keras' names, those of the paper's authors (Caffe), and torchvision's, with a dot as its
   * modules have it and with an underscore as lucent writes it.
   *
   * @param stride how many modules of torchvision a convolution takes: with its ReLU 2, and 3 with
   *     a batch normalization
   * @param convolutions of each block
   */
  private static LayerAliases vgg(int stride, int... convolutions) {
    List<Layer> layers = new ArrayList<>();
    int module = 0;
    for (int block = 1; block <= convolutions.length; block++) {
      for (int i = 1; i <= convolutions[block - 1]; i++) {
        layers.add(
            new Layer(
                names("block%d_conv%d conv%d_%d features.%d features_%d", block, i, module),
                Telling.REQUIRED));
        module += stride;
      }
      layers.add(
          new Layer(
              List.of(
                  "block" + block + "_pool",
                  "pool" + block,
                  "features." + module,
                  "features_" + module),
              Telling.OPTIONAL));
      module++;
    }
    layers.add(optional("fc1", "fc6", "classifier.0", "classifier_0"));
    layers.add(optional("fc2", "fc7", "classifier.3", "classifier_3"));
    layers.add(optional("predictions", "fc8", "classifier.6", "classifier_6"));
    return new LayerAliases(layers);
  }

  private static List<String> names(String pattern, int block, int number, int module) {
    return List.of(
        String.format(Locale.ROOT, pattern, block, number, block, number, module, module)
            .split(" "));
  }

  private static Layer optional(String... names) {
    return new Layer(List.of(names), Telling.OPTIONAL);
  }

  /**
   * GoogLeNet: the names of Caffe's layers with underscores, as here, and with slashes, lucid's,
   * and torchvision's.
   */
  private static LayerAliases googLeNet() {
    List<Layer> layers = new ArrayList<>();
    for (String block : List.of("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b")) {
      layers.add(inception("output", block, "", ""));
      layers.add(inception("1x1", block, "_1x1", ".branch1"));
      layers.add(inception("3x3_reduce", block, "_3x3_bottleneck", ".branch2.0"));
      layers.add(inception("3x3", block, "_3x3", ".branch2.1"));
      layers.add(inception("5x5_reduce", block, "_5x5_bottleneck", ".branch3.0"));
      layers.add(inception("5x5", block, "_5x5", ".branch3.1"));
      layers.add(inception("pool_proj", block, "_pool_reduce", ".branch4.1"));
    }
    layers.add(optional("conv1_7x7_s2", "conv1/7x7_s2", "conv2d0", "conv1.conv"));
    layers.add(optional("conv2_3x3_reduce", "conv2/3x3_reduce", "conv2d1", "conv2.conv"));
    layers.add(optional("conv2_3x3", "conv2/3x3", "conv2d2", "conv3.conv"));
    layers.add(optional("loss3_classifier", "loss3/classifier", "softmax2_pre_activation", "fc"));
    return new LayerAliases(layers);
  }

  private static Layer inception(String caffe, String block, String lucid, String torchvision) {
    return new Layer(
        List.of(
            "inception_" + block + "_" + caffe,
            "inception_" + block + "/" + caffe,
            "mixed" + block + lucid,
            "inception" + block + torchvision,
            "inception" + block + torchvision + ".conv"),
        lucid.isEmpty() ? Telling.REQUIRED : Telling.OPTIONAL);
  }
}
