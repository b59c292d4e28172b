package phosphene.network.read.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.ImportedNetwork;
import phosphene.network.Layer;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;
import phosphene.spec.SpecException;

/**
 * A network while it is read from a file: nodes in topological order, as the file has them. What
 * cannot be run is noted, and so is what depends on it; {@link #finish} folds normalizations and
 * nonlinearities into the nodes before them.
 */
public final class GraphBuilder {
  /** How the reason begins why a layer is none of its own: it became part of the one named next. */
  public static final String PART_OF = "its value is that of ";

  private final Path file;
  private final Shape input;
  private final NodeNames names = new NodeNames();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Node> byName = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Weights> weights = new LinkedHashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private Optional<String> logits = Optional.empty();

  /**
   * An empty graph.
   *
   * @param file for messages
   * @param input the usual input
   */
  public GraphBuilder(Path file, Shape input) {
    this.file = file;
    this.input = input;
    shapes.put(Architecture.INPUT, input);
  }

  /** The usual input. */
  public Shape input() {
    return input;
  }

  /** A name like {@code wanted} that can be part of a path and that no other node has. */
  public String name(String wanted) {
    return names.unique(wanted);
  }

  /** Adds a node without a nonlinearity; see {@link #add(String, Layer, List, Activation)}. */
  public String add(String name, Layer layer, List<String> inputs) {
    return add(name, layer, inputs, Elementary.NONE);
  }

  /**
   * Adds a node. If one of its inputs was refused, so is the node.
   *
   * @param name that {@link #name} gave
   * @param inputs names of nodes, or {@link Architecture#INPUT}
   * @return {@code name}
   * @throws SpecException if the inputs do not fit the layer
   */
  public String add(String name, Layer layer, List<String> inputs, Activation activation) {
    Optional<String> missing = inputs.stream().filter(refused::containsKey).findFirst();
    if (missing.isPresent()) {
      return refuse(name, "it needs " + missing.get() + ": " + refused.get(missing.get()));
    }
    try {
      Shape shape = layer.output(inputs.stream().map(this::shape).toList());
      shape.size(); // that it can be counted
      Node node = new Node(name, layer, inputs, activation);
      nodes.add(node);
      byName.put(name, node);
      shapes.put(name, shape);
      return name;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw failure("layer " + name + ": " + e.getMessage());
    }
  }

  /**
   * Gives a node its trained values.
   *
   * @param extents those of {@code kernel}, in this project's order; must be what the layer asks
   *     for
   * @param bias as many as the first extent, none for a constant
   * @throws SpecException if they do not fit, or one is no finite number
   */
  public void weigh(String name, List<Integer> extents, float[] kernel, float[] bias) {
    if (refused.containsKey(name)) {
      return;
    }
    Node node = Optional.ofNullable(byName.get(name)).orElseThrow(() -> unknown(name));
    List<Integer> asked = node.layer().kernel(node.inputs().stream().map(this::shape).toList());
    long size = extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (!asked.equals(extents) || size != kernel.length) {
      throw failure("layer " + name + ": its kernel has shape " + extents + ", expected " + asked);
    }
    int outputs = node.inputs().isEmpty() ? 0 : asked.get(0);
    if (bias.length != outputs) {
      throw failure(
          "layer " + name + ": its bias has " + bias.length + " values, expected " + outputs);
    }
    requireFinite(name, kernel);
    requireFinite(name, bias);
    weights.put(name, new Weights(kernel, bias));
  }

  private void requireFinite(String name, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw failure("layer " + name + " holds " + value);
      }
    }
  }

  /**
   * Notes that the file has a layer that cannot be run, and goes on.
   *
   * @param reason ends "Cannot find layer NAME: ..."
   * @return {@code name}
   */
  public String refuse(String name, String reason) {
    refused.put(name, reason);
    return name;
  }

  /** The reason why a layer cannot be run; empty if it can. */
  public Optional<String> refusal(String name) {
    return Optional.ofNullable(refused.get(name));
  }

  /**
   * The shape of a node's output.
   *
   * @throws IllegalArgumentException if there is none of that name, as when it was refused
   */
  public Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw unknown(node);
    }
    return shape;
  }

  private static IllegalArgumentException unknown(String node) {
    return new IllegalArgumentException("no node " + node);
  }

  /** Says that a node holds the logits of a classifier, whose softmax the file leaves out. */
  public void classify(String node) {
    logits = Optional.of(node);
  }

  /** What is wrong with the file, as an exception to be thrown. */
  public SpecException failure(String reason) {
    return new SpecException("Cannot import " + file + ": " + reason);
  }

  /**
   * The network.
   *
   * @param network its name
   * @throws SpecException if no layer can be run
   */
  public ImportedNetwork finish(String network, Preprocessing preprocessing) {
    if (nodes.isEmpty()) {
      String why = refused.values().stream().findFirst().map(first -> ": " + first).orElse("");
      throw failure("it has no layer that can be run" + why);
    }
    GraphSimplifier simple = new GraphSimplifier(nodes, weights, input);
    simple.simplify();
    logits.filter(node -> refusal(node).isEmpty()).ifPresent(simple::classify);
    if (logits.isEmpty()) {
      simple.classifyLastVector();
    }
    Map<String, String> absent = new LinkedHashMap<>(refused);
    absent.putAll(simple.absorbed());
    return new ImportedNetwork(
        new Architecture(network, input, preprocessing, simple.nodes(), absent), simple.weights());
  }
}
