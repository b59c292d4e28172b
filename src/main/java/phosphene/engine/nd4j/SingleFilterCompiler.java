package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.SourceChannel;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;

/** Lays out the single filters that the images of a focused session want. */
final class SingleFilterCompiler {
  private final DeviceWeights weights;
  private final SessionBuffers buffers;
  private final Map<String, INDArray> values;
  private final Map<String, INDArray> gradients;

  SingleFilterCompiler(
      DeviceWeights weights,
      SessionBuffers buffers,
      Map<String, INDArray> values,
      Map<String, INDArray> gradients) {
    this.weights = weights;
    this.buffers = buffers;
    this.values = values;
    this.gradients = gradients;
  }

  /** The execution of one convolution for the images whose channel it computes. */
  SingleFilterExecution compile(Node node, List<SourceChannel> focus) {
    String input = node.inputs().get(0);
    INDArray value = Compiler.known(values, input);
    GradientAccumulator accumulator = new GradientAccumulator(buffers, gradients);
    INDArray gradient = accumulator.open(input, value.shape());
    List<NodeExecution> executions = new ArrayList<>();
    List<INDArray> others = new ArrayList<>();
    for (int image = 0; image < focus.size(); image++) {
      INDArray part = NodeBuffers.image(gradient, image);
      if (focus.get(image).node().equals(node)) {
        executions.add(execution(focus.get(image), NodeBuffers.image(value, image), part));
      } else {
        others.add(part);
      }
    }
    return new SingleFilterExecution(executions, others, accumulator.close());
  }

  private NodeExecution execution(SourceChannel source, INDArray input, INDArray inputGradient) {
    Node node = source.node();
    Convolution layer = (Convolution) node.layer();
    Shape out = layer.output(List.of(NodeBuffers.shape(input)));
    INDArray raw = buffers.keep(1, out.height(), out.width(), 1);
    INDArray gradient = buffers.keep(raw.shape());
    INDArray value = node.activation() == Elementary.NONE ? raw : buffers.keep(raw.shape());
    Nonlinearity.Places places = new Nonlinearity.Places(source.channel(), layer.filters());
    Nonlinearity nonlinearity =
        Nonlinearity.of(node.activation(), raw, value, gradient, places, buffers);
    NodeBuffers nodeBuffers =
        new NodeBuffers(
            node, List.of(input), raw, List.of(inputGradient), gradient, weights, buffers);
    ConvolutionWeights filter = weights.filter(node, source.channel(), buffers);
    Step step = ConvolutionSteps.of(layer, nodeBuffers, filter);
    return new NodeExecution(
        step, nodeBuffers, nonlinearity, List.of(), NodeExecution.Readers.NONE);
  }
}
