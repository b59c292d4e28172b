package phosphene.network;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import phosphene.spec.SpecException;

/**
 * The layers of a network in an order in which each comes after its inputs, without weights.
 *
 * @param name such as {@code vgg19}
 * @param input the usual input, channels x height x width; a network without dense layers takes
 *     others
 * @param preprocessing how pixels become its input
 * @param nodes in topological order
 * @param absent names of the file that are no nodes here: each with the reason
 * @param aliases names by which others know nodes: each with the node's
 */
public record Architecture(
    String name,
    Shape input,
    Preprocessing preprocessing,
    List<Node> nodes,
    Map<String, String> absent,
    Map<String, String> aliases) {
  /** The name by which nodes refer to the network's input. */
  public static final String INPUT = "input";

  public Architecture {
    nodes = List.copyOf(nodes);
    absent = Collections.unmodifiableMap(new LinkedHashMap<>(absent));
    aliases = Map.copyOf(aliases);
    Set<String> known = new HashSet<>(Set.of(INPUT));
    for (Node node : nodes) {
      if (!known.containsAll(node.inputs())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Invalid network %s: %s reads %s before it exists",
                name,
                node.name(),
                node.inputs()));
      }
      if (!known.add(node.name())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "Invalid network %s: two layers named %s", name, node.name()));
      }
    }
  }

  /** A network whose nodes have one name each. */
  public Architecture(
      String name,
      Shape input,
      Preprocessing preprocessing,
      List<Node> nodes,
      Map<String, String> absent) {
    this(name, input, preprocessing, nodes, absent, Map.of());
  }

  /** A network of which every layer can be run. */
  public Architecture(String name, Shape input, Preprocessing preprocessing, List<Node> nodes) {
    this(name, input, preprocessing, nodes, Map.of());
  }

  /** The node of that name, empty if there is none. */
  public Optional<Node> node(String layer) {
    return nodes.stream().filter(node -> node.name().equals(layer)).findFirst();
  }

  /** The name of the node that a name means; the name itself if it means none. */
  public String named(String layer) {
    return node(layer).isPresent() ? layer : aliases.getOrDefault(layer, layer);
  }

  /** This network with other names for its nodes. */
  public Architecture aliased(Map<String, String> others) {
    return new Architecture(name, input, preprocessing, nodes, absent, others);
  }

  /** The shape of every node's output for an input of {@code height x width} pixels, in order. */
  public Map<String, Shape> shapes(int height, int width) {
    Map<String, Shape> shapes = new HashMap<>();
    shapes.put(INPUT, new Shape(input.channels(), height, width));
    Map<String, Shape> ordered = new LinkedHashMap<>();
    for (Node node : nodes) {
      Shape shape = node.layer().output(node.inputs().stream().map(shapes::get).toList());
      shapes.put(node.name(), shape);
      ordered.put(node.name(), shape);
    }
    return ordered;
  }

  /** This network without the nodes that none of {@code targets} depends on. */
  public Architecture cut(Collection<String> targets) {
    Set<String> wanted = new HashSet<>(targets);
    List<Node> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (wanted.contains(node.name())) {
        wanted.addAll(node.inputs());
        kept.add(0, node);
      }
    }
    return new Architecture(name, input, preprocessing, kept, absent, aliases);
  }

  /** Multiply-adds of each node's forward pass for an input of {@code height x width}, in order. */
  public Map<String, Long> multiplyAdds(int height, int width) {
    Map<String, Shape> shapes = shapesWithInput(height, width);
    Map<String, Long> cost = new LinkedHashMap<>();
    for (Node node : nodes) {
      cost.put(
          node.name(), node.layer().multiplyAdds(node.inputs().stream().map(shapes::get).toList()));
    }
    return cost;
  }

  /** True if some node takes only inputs of the usual size. */
  public boolean fixedSize() {
    Map<String, Shape> shapes = usualShapes();
    return outgrown()
        || nodes.stream()
            .anyMatch(
                node ->
                    node.layer().fixesSize(inputs(node, shapes))
                        || node.activation().fixesSize(channels(node, shapes)));
  }

  /**
   * True if a dense layer needs another kernel for larger images: one behind an average over as
   * many positions as the usual input leaves.
   */
  private boolean outgrown() {
    int height = 2 * input.height();
    int width = 2 * input.width();
    return fits(height, width) && !kernels(shapesWithInput(height, width)).equals(kernels());
  }

  private static int channels(Node node, Map<String, Shape> shapes) {
    return requireNonNull(shapes.get(node.name())).channels();
  }

  /**
   * The size of the square image at which {@code layer} is looked at: {@code wanted}, unless a
   * layer before it takes the usual size only.
   */
  public int canvas(String layer, int wanted) {
    return cut(List.of(layer)).fixedSize() ? input.height() : wanted;
  }

  /** Of some layers one that takes the usual size only, if there is one; else the first. */
  public String sizing(List<String> layers) {
    return layers.stream()
        .filter(layer -> cut(List.of(layer)).fixedSize())
        .findFirst()
        .orElse(layers.get(0));
  }

  /**
   * The node that holds the probabilities of the classes: a softmax over a vector that no other
   * node reads; empty without a classifier.
   */
  public Optional<Node> classifier() {
    Set<String> read = nodes.stream().flatMap(node -> node.inputs().stream()).collect(toSet());
    Map<String, Shape> shapes = usualShapes();
    return nodes.stream()
        .filter(node -> node.layer() instanceof Softmax && !read.contains(node.name()))
        .filter(node -> requireNonNull(shapes.get(node.name())).area() == 1)
        .findFirst();
  }

  /** The node that holds the logits: what the classifier reads; empty without one. */
  public Optional<String> logits() {
    return classifier().map(node -> node.inputs().get(0));
  }

  /** The number of classes; empty without a classifier. */
  public Optional<Integer> classes() {
    return logits().map(node -> requireNonNull(usualShapes().get(node)).channels());
  }

  /** The nodes whose channels may be asked for: all but probabilities and what no image changes. */
  public List<Node> units() {
    return nodes.stream()
        .filter(node -> !(node.layer() instanceof Softmax || node.layer() instanceof Constant))
        .toList();
  }

  /** Every convolution, and the {@link #blocks}. */
  public List<Node> convolutionsAndBlocks() {
    Set<String> blocks = blocks().stream().map(Node::name).collect(toSet());
    return nodes.stream()
        .filter(
            node ->
                node.layer() instanceof Convolution
                    || node.layer() instanceof TransposedConvolution
                    || node.layer() instanceof TokenGrid
                    || blocks.contains(node.name()))
        .toList();
  }

  /**
   * The outputs of residual blocks: sums of several nodes that depend on the image, or the grid of
   * such a sum of tokens.
   */
  public List<Node> blocks() {
    return ResidualBlocks.of(this);
  }

  /**
   * The extents of every kernel, by the name of its node, in order: a convolution's filters x
   * channels x height x width, a dense layer's outputs x inputs, a scale's channels. The first is
   * the length of the bias.
   */
  public Map<String, List<Integer>> kernels() {
    return kernels(usualShapes());
  }

  private Map<String, List<Integer>> kernels(Map<String, Shape> shapes) {
    Map<String, List<Integer>> kernels = new LinkedHashMap<>();
    for (Node node : nodes) {
      List<Integer> kernel = node.layer().kernel(inputs(node, shapes));
      if (!kernel.isEmpty()) {
        kernels.put(node.name(), kernel);
      }
    }
    return kernels;
  }

  /**
   * What one position of every node sees of the usual input, by the node's name, in order; where
   * branches join, the widest (Araujo et al., "Computing Receptive Fields of Convolutional Neural
   * Networks", Distill 2019).
   */
  public Map<String, ReceptiveField> receptiveFields() {
    Map<String, Shape> shapes = usualShapes();
    Map<String, ReceptiveField> known = new HashMap<>(Map.of(INPUT, ReceptiveField.PIXEL));
    Map<String, ReceptiveField> fields = new LinkedHashMap<>();
    for (Node node : nodes) {
      List<Shape> inputs = inputs(node, shapes);
      ReceptiveField field =
          IntStream.range(0, inputs.size())
              .mapToObj(
                  i ->
                      requireNonNull(known.get(node.inputs().get(i)))
                          .through(node.layer().reach(i, inputs)))
              .reduce(ReceptiveField::widest)
              .orElse(ReceptiveField.PIXEL);
      known.put(node.name(), field);
      fields.put(node.name(), field);
    }
    return fields;
  }

  /**
   * Says whether images of {@code height x width} pixels can be the input.
   *
   * @throws SpecException if they are too small or a dense layer asks for another size
   */
  public void requireSize(int height, int width) {
    if (fixedSize() && (height != input.height() || width != input.width())) {
      throw invalidSize(height, width, input.height() + "x" + input.width());
    }
    if (!fits(height, width)) {
      int least = leastSide();
      throw invalidSize(height, width, "at least " + least + "x" + least);
    }
  }

  /**
   * The side in pixels of the smallest square image that every layer leaves something of; at most
   * that of the usual input.
   */
  public int leastSide() {
    int least = 1;
    while (least < input.height() && !fits(least, least)) {
      least++;
    }
    return least;
  }

  /** This network with other preprocessing. */
  public Architecture with(Preprocessing other) {
    return new Architecture(name, input, other, nodes, absent, aliases);
  }

  private SpecException invalidSize(int height, int width, String rule) {
    return new SpecException(
        String.format(
            Locale.ROOT, "Invalid size: %dx%d (must be %s for %s)", height, width, rule, name));
  }

  private boolean fits(int height, int width) {
    try {
      shapes(height, width);
      return true;
    } catch (IllegalArgumentException tooSmall) {
      return false;
    }
  }

  /** The shape of the usual input and of every node's output for it. */
  Map<String, Shape> usualShapes() {
    return shapesWithInput(input.height(), input.width());
  }

  private Map<String, Shape> shapesWithInput(int height, int width) {
    Map<String, Shape> shapes = new HashMap<>(shapes(height, width));
    shapes.put(INPUT, new Shape(input.channels(), height, width));
    return shapes;
  }

  /** Of {@code shapes} those of the node's inputs. */
  static List<Shape> inputs(Node node, Map<String, Shape> shapes) {
    return node.inputs().stream().map(shapes::get).toList();
  }
}
