package phosphene.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phosphene.spec.SpecException;

/**
 * The layers of a network in an order in which each comes after its inputs, without weights.
 *
 * @param name such as {@code vgg19}
 * @param input the usual input, channels x height x width; a network without dense layers takes
 *     others
 * @param preprocessing how pixels become its input
 * @param nodes in topological order
 */
public record Architecture(
    String name, Shape input, Preprocessing preprocessing, List<Node> nodes) {
  /** The name by which nodes refer to the network's input. */
  public static final String INPUT = "input";

  public Architecture {
    nodes = List.copyOf(nodes);
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

  /** The node of that name, empty if there is none. */
  public Optional<Node> node(String layer) {
    return nodes.stream().filter(node -> node.name().equals(layer)).findFirst();
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
    return new Architecture(name, input, preprocessing, kept);
  }

  /** Multiply-adds of each node's forward pass for an input of {@code height x width}, in order. */
  public Map<String, Long> multiplyAdds(int height, int width) {
    Map<String, Shape> shapes = new HashMap<>(shapes(height, width));
    shapes.put(INPUT, new Shape(input.channels(), height, width));
    Map<String, Long> cost = new LinkedHashMap<>();
    for (Node node : nodes) {
      cost.put(
          node.name(), node.layer().multiplyAdds(node.inputs().stream().map(shapes::get).toList()));
    }
    return cost;
  }

  /** True if some node takes only inputs of the usual size: a dense layer that sees positions. */
  public boolean fixedSize() {
    Map<String, Shape> shapes = shapes(input.height(), input.width());
    return nodes.stream()
        .filter(node -> node.layer() instanceof Dense)
        .map(node -> shapes.getOrDefault(node.inputs().get(0), input))
        .anyMatch(shape -> shape.area() > 1);
  }

  /**
   * The size of the square image at which {@code layer} is looked at: {@code wanted}, unless a
   * dense layer before it takes one size only.
   */
  public int canvas(String layer, int wanted) {
    return cut(List.of(layer)).fixedSize() ? input.height() : wanted;
  }

  /** The node that holds the logits: what the softmax reads; empty without a classifier. */
  public Optional<String> logits() {
    return nodes.stream()
        .filter(node -> node.layer() instanceof Softmax)
        .map(node -> node.inputs().get(0))
        .findFirst();
  }

  /**
   * The extents of every kernel, by the name of its node, in order: a convolution's filters x
   * channels x height x width, a dense layer's outputs x inputs, a scale's channels. The first is
   * the length of the bias.
   */
  public Map<String, List<Integer>> kernels() {
    Map<String, Shape> shapes = usualShapes();
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
      ReceptiveField field =
          node.inputs().stream()
              .map(known::get)
              .reduce(ReceptiveField::widest)
              .orElseThrow()
              .through(node.layer().reach(inputs(node, shapes)));
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
    return new Architecture(name, input, other, nodes);
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
    Map<String, Shape> shapes = new HashMap<>(shapes(input.height(), input.width()));
    shapes.put(INPUT, input);
    return shapes;
  }

  /** Of {@code shapes} those of the node's inputs. */
  static List<Shape> inputs(Node node, Map<String, Shape> shapes) {
    return node.inputs().stream().map(shapes::get).toList();
  }
}
