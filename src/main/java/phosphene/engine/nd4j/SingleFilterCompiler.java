package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.SourceChannel;
import phosphene.network.Activation;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Shape;

/** Lays out the single filters that the images of a focused session want. */
final class SingleFilterCompiler {
  private final DeviceWeights constants;
  private final SessionBuffers buffers;
  private final Map<String, INDArray> values;
  private final Map<String, INDArray> slopes;

  SingleFilterCompiler(
      DeviceWeights constants,
      SessionBuffers buffers,
      Map<String, INDArray> values,
      Map<String, INDArray> slopes) {
    this.constants = constants;
    this.buffers = buffers;
    this.values = values;
    this.slopes = slopes;
  }

  /** The run of one convolution for those images whose leaf it is. */
  SingleFilterExecution head(Node node, List<SourceChannel> focus) {
    String input = node.inputs().get(0);
    INDArray value = Compiler.known(values, input);
    GradientAccumulator inflow = new GradientAccumulator(buffers, slopes);
    INDArray slope = inflow.open(input, value.shape());
    List<NodeExecution> runs = new ArrayList<>();
    List<INDArray> others = new ArrayList<>();
    for (int image = 0; image < focus.size(); image++) {
      INDArray part = NodeBuffers.image(slope, image);
      if (focus.get(image).node().equals(node)) {
        runs.add(run(focus.get(image), NodeBuffers.image(value, image), part));
      } else {
        others.add(part);
      }
    }
    return new SingleFilterExecution(runs, others, inflow.close());
  }

  private NodeExecution run(SourceChannel leaf, INDArray input, INDArray inputSlope) {
    Node node = leaf.node();
    Convolution layer = (Convolution) node.layer();
    Shape in = new Shape((int) input.size(3), (int) input.size(1), (int) input.size(2));
    Shape out = layer.output(List.of(in));
    INDArray raw = buffers.keep(1, out.height(), out.width(), 1);
    INDArray slope = buffers.keep(raw.shape());
    Rectifier rectifier =
        node.activation() == Activation.NONE
            ? Rectifier.none(raw)
            : Rectifier.relu(raw, buffers.keep(raw.shape()), slope, buffers.keep(raw.shape()));
    NodeBuffers wires =
        new NodeBuffers(node, List.of(input), raw, List.of(inputSlope), slope, constants, buffers);
    ConvolutionWeights filter = constants.filter(node, leaf.channel(), buffers);
    Step step = ConvolutionSteps.of(layer, wires, filter);
    return new NodeExecution(step, wires, rectifier, List.of(), NodeExecution.Readers.NONE);
  }
}
