package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.Batch;
import phosphene.engine.SourceChannel;
import phosphene.network.Activation;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/**
 * Lays a cut network out on the device: values for every node, slopes for as long as they are
 * wanted, and the runs in order. A slope with several readers is written by the last of them and
 * added to by the others.
 */
final class Compiler {
  private final Architecture cut;
  private final DeviceWeights constants;
  private final SessionBuffers buffers;
  private final Set<SourceChannel> read;
  private final Map<String, INDArray> raw = new HashMap<>();
  private final Map<String, INDArray> values = new HashMap<>();
  private final Map<String, INDArray> slopes = new HashMap<>();

  /**
   * What a compilation leaves: the input, its slope, and the runs in forward order.
   *
   * @param inputSlope of the same shape as {@code input}
   * @param nodes by node name
   * @param heads by node name, after all nodes; empty unless the session is focused
   */
  record Layout(
      INDArray input,
      INDArray inputSlope,
      Map<String, NodeExecution> nodes,
      Map<String, SingleFilterExecution> heads) {}

  Compiler(
      Architecture cut, DeviceWeights constants, SessionBuffers buffers, List<SourceChannel> read) {
    this.cut = cut;
    this.constants = constants;
    this.buffers = buffers;
    this.read = Set.copyOf(read);
  }

  /** Lays out the whole cut network. */
  Layout compile(Batch batch) {
    return compile(batch, List.of());
  }

  /**
   * Lays out the cut network, and behind it what each image wants of the convolutions that follow.
   *
   * @param focus for each image a channel of a convolution that is not in the cut network itself
   */
  Layout compile(Batch batch, List<SourceChannel> focus) {
    Map<String, Shape> shapes = cut.shapes(batch.height(), batch.width());
    Shape input = new Shape(cut.input().channels(), batch.height(), batch.width());
    values.put(Architecture.INPUT, keep(batch.images(), input));
    for (Node node : cut.nodes()) {
      place(node, batch.images(), known(shapes, node.name()));
    }
    Map<String, SingleFilterExecution> heads = new LinkedHashMap<>();
    for (SourceChannel leaf : focus) {
      String name = leaf.node().name();
      if (!heads.containsKey(name)) {
        heads.put(
            name,
            new SingleFilterCompiler(constants, buffers, values, slopes).head(leaf.node(), focus));
      }
    }
    List<Map.Entry<String, NodeExecution>> reversed = new ArrayList<>();
    for (int i = cut.nodes().size() - 1; i >= 0; i--) {
      Node node = cut.nodes().get(i);
      reversed.add(Map.entry(node.name(), run(node)));
    }
    Collections.reverse(reversed);
    Map<String, NodeExecution> nodes = new LinkedHashMap<>();
    reversed.forEach(entry -> nodes.put(entry.getKey(), entry.getValue()));
    return new Layout(
        known(values, Architecture.INPUT), known(slopes, Architecture.INPUT), nodes, heads);
  }

  private void place(Node node, int images, Shape shape) {
    INDArray layer = keep(images, shape);
    boolean kept =
        node.activation() == Activation.RELU
            && read.stream().anyMatch(leaf -> leaf.node().equals(node) && leaf.tap() == Tap.PRE);
    raw.put(node.name(), layer);
    values.put(node.name(), kept ? keep(images, shape) : layer);
  }

  private NodeExecution run(Node node) {
    INDArray value = known(values, node.name());
    NodeExecution.Readers readers =
        slopes.containsKey(node.name()) ? NodeExecution.Readers.SOME : NodeExecution.Readers.NONE;
    INDArray slope = slopes.computeIfAbsent(node.name(), name -> buffers.take(value.shape()));
    Rectifier rectifier = rectifier(node, value, slope);
    GradientAccumulator inflow = new GradientAccumulator(buffers, slopes);
    List<INDArray> inputSlopes = new ArrayList<>();
    for (String input : node.inputs()) {
      inputSlopes.add(inflow.open(input, known(values, input).shape()));
    }
    List<INDArray> inputs = node.inputs().stream().map(name -> known(values, name)).toList();
    NodeBuffers wires =
        new NodeBuffers(
            node, inputs, known(raw, node.name()), inputSlopes, slope, constants, buffers);
    Step step = Steps.of(node.layer(), wires);
    List<NativeOp> sums = inflow.close();
    buffers.give(slope);
    return new NodeExecution(step, wires, rectifier, sums, readers);
  }

  private Rectifier rectifier(Node node, INDArray value, INDArray slope) {
    if (node.activation() == Activation.NONE) {
      return Rectifier.none(value);
    }
    INDArray mask = buffers.take(value.shape());
    buffers.give(mask);
    return Rectifier.relu(known(raw, node.name()), value, slope, mask);
  }

  private INDArray keep(int images, Shape shape) {
    return buffers.keep(images, shape.height(), shape.width(), shape.channels());
  }

  static <T> T known(Map<String, T> things, String name) {
    T thing = things.get(name);
    if (thing == null) {
      throw new IllegalStateException("Nothing laid out for " + name);
    }
    return thing;
  }
}
