package phosphene.network.read.graph;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.Constant;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.Node;
import phosphene.network.Pointwise;
import phosphene.network.Preprocessing;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.TransposedConvolution;
import phosphene.network.Weights;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;

/**
 * Folds what a file writes as layers of its own into the nodes before them: a scale (a batch
 * normalization at inference) into the convolution or dense layer that it alone reads, a
 * nonlinearity into any node that it alone reads. What stays keeps the name of the first.
 */
final class GraphSimplifier {
  private static final String PROBABILITIES = "probabilities";

  private final Shape input;
  private final List<Node> nodes;
  private final Map<String, Weights> weights;
  private final Map<String, String> names = new HashMap<>(); // of absorbed nodes, to what has them
  private final Map<String, String> absorbed = new LinkedHashMap<>();

  GraphSimplifier(List<Node> nodes, Map<String, Weights> weights, Shape input) {
    this.nodes = new ArrayList<>(nodes);
    this.weights = new LinkedHashMap<>(weights);
    this.input = input;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  Map<String, Weights> weights() {
    return weights;
  }

  /** The names that are gone, each with where its value is now. */
  Map<String, String> absorbed() {
    return absorbed;
  }

  void simplify() {
    rewrite((first, second, readers) -> passed(first, second));
    rewrite(this::joined);
  }

  /** How a node and the one that reads it become one, if they do. */
  private interface Joining {
    Optional<Node> join(Node first, Node second, Readers readers);
  }

  /** Whether a node is the only one that reads the one before it. */
  private enum Readers {
    ONE,
    SEVERAL
  }

  private void rewrite(Joining joining) {
    Map<String, Integer> readers = readers();
    Map<String, Node> kept = new LinkedHashMap<>();
    for (Node original : nodes) {
      Node node = renamed(original);
      Optional<Node> joined = Optional.empty();
      if (node.inputs().size() == 1 && kept.containsKey(node.inputs().get(0))) {
        int count = readers.getOrDefault(original.inputs().get(0), 0);
        joined =
            joining.join(
                requireNonNull(kept.get(node.inputs().get(0))),
                node,
                count == 1 ? Readers.ONE : Readers.SEVERAL);
      }
      joined.ifPresent(whole -> absorb(node, whole));
      Node whole = joined.orElse(node);
      kept.put(whole.name(), whole);
    }
    nodes.clear();
    nodes.addAll(kept.values());
  }

  private Map<String, Integer> readers() {
    Map<String, Integer> readers = new HashMap<>();
    for (Node node : nodes) {
      node.inputs().forEach(read -> readers.merge(read, 1, Integer::sum));
    }
    return readers;
  }

  private Node renamed(Node node) {
    List<String> inputs =
        node.inputs().stream().map(name -> names.getOrDefault(name, name)).toList();
    return new Node(node.name(), node.layer(), inputs, node.activation());
  }

  private void absorb(Node node, Node into) {
    names.put(node.name(), into.name());
    absorbed.put(
        node.name(),
        GraphBuilder.PART_OF + into.name() + " after its nonlinearity (name " + into.name() + ")");
  }

  /** The first node, if the second passes its value on as it is. */
  private static Optional<Node> passed(Node first, Node second) {
    boolean passes =
        second.layer() instanceof Identity && second.activation().equals(Elementary.NONE);
    return passes ? Optional.of(first) : Optional.empty();
  }

  /** The two nodes as one; empty if they stay two. */
  private Optional<Node> joined(Node first, Node second, Readers readers) {
    if (readers == Readers.SEVERAL
        || !first.activation().equals(Elementary.NONE)
        || first.layer() instanceof Constant) {
      return Optional.empty();
    }
    if (second.layer() instanceof Identity) {
      return Optional.of(ended(first, second.activation()));
    }
    if (second.layer() instanceof Scale && scalable(first.layer())) {
      scale(first.name(), second.name());
      return Optional.of(ended(first, second.activation()));
    }
    return Optional.empty();
  }

  private static Node ended(Node node, Activation activation) {
    return new Node(node.name(), node.layer(), node.inputs(), activation);
  }

  private static boolean scalable(Layer layer) {
    return connected(layer) || layer instanceof Scale;
  }

  /** True if a layer makes its channels from all channels of its input by a kernel. */
  private static boolean connected(Layer layer) {
    return layer instanceof Convolution
        || layer instanceof TransposedConvolution
        || layer instanceof Dense
        || layer instanceof Pointwise;
  }

  /** Multiplies every filter of {@code first} by its factor, in double precision. */
  private void scale(String first, String second) {
    Weights filters = weighted(first);
    Weights factors = weighted(second);
    float[] kernel = new float[filters.kernel().length];
    float[] bias = new float[filters.bias().length];
    int size = kernel.length / bias.length;
    for (int f = 0; f < bias.length; f++) {
      double factor = factors.kernel()[f];
      for (int i = f * size; i < (f + 1) * size; i++) {
        kernel[i] = (float) (filters.kernel()[i] * factor);
      }
      bias[f] = (float) (filters.bias()[f] * factor + factors.bias()[f]);
    }
    weights.put(first, new Weights(kernel, bias));
    weights.remove(second);
  }

  private Weights weighted(String node) {
    Weights found = weights.get(node);
    if (found == null) {
      throw new IllegalStateException("no weights of " + node);
    }
    return found;
  }

  /** Adds the softmax of the classifier whose logits a node holds, if nothing reads that node. */
  void classify(String node) {
    String logits = names.getOrDefault(node, node);
    nodes.add(new Node(unused(PROBABILITIES), new Softmax(), List.of(logits), Elementary.NONE));
  }

  private String unused(String name) {
    return nodes.stream().anyMatch(node -> node.name().equals(name)) ? unused(name + "_") : name;
  }

  /**
   * Takes the only vector that a connected layer ends with for logits, if no softmax is there and
   * no nonlinearity follows.
   */
  void classifyLastVector() {
    Architecture graph = new Architecture("", input, Preprocessing.unit(), nodes());
    if (graph.classifier().isPresent()) {
      return;
    }
    Map<String, Integer> readers = readers();
    Map<String, Shape> shapes = graph.shapes(input.height(), input.width());
    List<Node> ends =
        nodes.stream()
            .filter(node -> !readers.containsKey(node.name()))
            .filter(node -> connected(node.layer()) && node.activation().equals(Elementary.NONE))
            .filter(node -> vector(shapes.getOrDefault(node.name(), input)))
            .toList();
    if (ends.size() == 1) {
      classify(ends.get(0).name());
    }
  }

  private static boolean vector(Shape shape) {
    return shape.area() == 1 && shape.channels() > 1;
  }
}
