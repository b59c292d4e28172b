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
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;
import phosphene.spec.Tap;

/**
 * Lays a cut network out on the device: values for every node, gradients for as long as they are
 * wanted, and the executions in order. A gradient with several readers is written by the last of
 * them and added to by the others.
 */
final class Compiler {
  private final Architecture cut;
  private final DeviceWeights weights;
  private final SessionBuffers buffers;
  private final Set<SourceChannel> read;
  private final Map<String, INDArray> raw = new HashMap<>();
  private final Map<String, INDArray> values = new HashMap<>();
  private final Map<String, INDArray> gradients = new HashMap<>();

  /**
   * What a compilation leaves: the input, its gradient, and the executions in forward order.
   *
   * @param inputGradient of the same shape as {@code input}
   * @param nodes by node name
   * @param singleFilters by node name, after all nodes; empty unless the session is focused
   */
  record Layout(
      INDArray input,
      INDArray inputGradient,
      Map<String, NodeExecution> nodes,
      Map<String, SingleFilterExecution> singleFilters) {}

  Compiler(
      Architecture cut, DeviceWeights weights, SessionBuffers buffers, List<SourceChannel> read) {
    this.cut = cut;
    this.weights = weights;
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
    buffers.serve(Architecture.INPUT);
    values.put(Architecture.INPUT, keep(batch.images(), input));
    for (Node node : cut.nodes()) {
      place(node, batch.images(), known(shapes, node.name()));
    }
    Map<String, SingleFilterExecution> singleFilters = new LinkedHashMap<>();
    for (SourceChannel source : focus) {
      String name = source.node().name();
      if (!singleFilters.containsKey(name)) {
        singleFilters.put(
            name,
            new SingleFilterCompiler(weights, buffers, values, gradients)
                .compile(source.node(), focus));
      }
    }
    List<Map.Entry<String, NodeExecution>> reversed = new ArrayList<>();
    for (int i = cut.nodes().size() - 1; i >= 0; i--) {
      Node node = cut.nodes().get(i);
      reversed.add(Map.entry(node.name(), execution(node)));
    }
    Collections.reverse(reversed);
    Map<String, NodeExecution> nodes = new LinkedHashMap<>();
    reversed.forEach(entry -> nodes.put(entry.getKey(), entry.getValue()));
    return new Layout(
        known(values, Architecture.INPUT),
        gradients.computeIfAbsent(
            Architecture.INPUT, none -> keep(batch.images(), input)), // what nothing read
        nodes,
        singleFilters);
  }

  private void place(Node node, int images, Shape shape) {
    buffers.serve(node.name());
    INDArray layer = keep(images, shape);
    boolean kept =
        node.activation() != Elementary.NONE
            && (!Nonlinearity.inPlace(node.activation())
                || read.stream()
                    .anyMatch(source -> source.node().equals(node) && source.tap() == Tap.PRE));
    raw.put(node.name(), layer);
    values.put(node.name(), kept ? keep(images, shape) : layer);
  }

  private NodeExecution execution(Node node) {
    buffers.serve(node.name());
    INDArray value = known(values, node.name());
    NodeExecution.Readers readers =
        gradients.containsKey(node.name())
            ? NodeExecution.Readers.SOME
            : NodeExecution.Readers.NONE;
    INDArray gradient = gradients.computeIfAbsent(node.name(), name -> buffers.take(value.shape()));
    INDArray layer = known(raw, node.name());
    Nonlinearity nonlinearity =
        Nonlinearity.of(
            node.activation(), layer, value, gradient, Nonlinearity.Places.all(layer), buffers);
    GradientAccumulator accumulator = new GradientAccumulator(buffers, gradients);
    List<INDArray> inputGradients = new ArrayList<>();
    for (String input : node.inputs()) {
      inputGradients.add(accumulator.open(input, known(values, input).shape()));
    }
    List<INDArray> inputs = node.inputs().stream().map(name -> known(values, name)).toList();
    NodeBuffers nodeBuffers =
        new NodeBuffers(node, inputs, layer, inputGradients, gradient, weights, buffers);
    Step step = Steps.of(node.layer(), nodeBuffers);
    List<NativeOp> sums = accumulator.close();
    buffers.give(gradient);
    return new NodeExecution(step, nodeBuffers, nonlinearity, sums, readers);
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
