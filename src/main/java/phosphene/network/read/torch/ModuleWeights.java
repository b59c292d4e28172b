package phosphene.network.read.torch;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;

/**
 * Where the weights of an architecture lie among the parameters of PyTorch's modules.
 *
 * @param nodes by the name of every node with a kernel
 */
public record ModuleWeights(Map<String, NodeParameters> nodes) {
  private static final int NAMED = 3; // of strangers, in a message

  public ModuleWeights {
    nodes = Map.copyOf(nodes);
  }

  /** The names of all parameters of {@code architecture}, and of what PyTorch keeps beside them. */
  public Set<String> names(Architecture architecture) {
    Set<String> names = new TreeSet<>();
    architecture.nodes().stream()
        .map(node -> nodes.get(node.name()))
        .filter(Objects::nonNull)
        .forEach(parameters -> names.addAll(parameters.names()));
    return names;
  }

  /**
   * Refuses a file that holds more than the parameters of {@code architecture}.
   *
   * @param unused names of what only training uses, a regular expression
   */
  public void requireNoOthers(StateDict dict, Architecture architecture, String unused)
      throws IOException {
    Set<String> known = names(architecture);
    List<String> others =
        dict.names().stream()
            .filter(name -> !known.contains(name) && !name.matches(unused))
            .map(dict::ownName)
            .toList();
    if (!others.isEmpty()) {
      throw new IOException(
          String.join(", ", others.subList(0, Math.min(NAMED, others.size())))
              + " is not part of "
              + architecture.name());
    }
  }

  /** The weights of all nodes, each of the extents that the architecture asks for. */
  public Map<String, Weights> read(StateDict dict, Architecture architecture) throws IOException {
    Map<String, Shape> shapes = new HashMap<>(Map.of(Architecture.INPUT, architecture.input()));
    Map<String, Weights> weights = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      try {
        List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
        shapes.put(node.name(), node.layer().output(inputs));
        List<Integer> kernel = node.layer().kernel(inputs);
        if (!kernel.isEmpty()) {
          weights.put(node.name(), read(dict, node.name(), kernel, architecture));
        }
      } catch (IllegalArgumentException e) { // widths of the file that do not fit together
        throw new IOException("layer " + node.name() + ": " + e.getMessage(), e);
      }
    }
    return weights;
  }

  private Weights read(StateDict dict, String node, List<Integer> kernel, Architecture architecture)
      throws IOException {
    NodeParameters parameters = parameters(node);
    if (parameters.names().stream().noneMatch(dict.names()::contains)) {
      throw new IOException("layer " + node + " of " + architecture.name() + " is missing");
    }
    Weights read = parameters.read(dict, kernel);
    requireFinite(node, read.kernel());
    requireFinite(node, read.bias());
    return read;
  }

  private NodeParameters parameters(String node) {
    return Optional.ofNullable(nodes.get(node))
        .orElseThrow(() -> new AssertionError("no parameters of " + node));
  }

  private static void requireFinite(String node, float[] values) throws IOException {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IOException("layer " + node + " holds " + value);
      }
    }
  }
}
