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
}
