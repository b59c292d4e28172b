package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.Leaf;
import phosphene.network.Activation;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Shape;

/** Lays out the single filters that the images of a focused session want. */
final class HeadCompiler {
  private final Constants constants;
  private final Buffers buffers;
  private final Map<String, INDArray> values;
  private final Map<String, INDArray> slopes;

  HeadCompiler(
      Constants constants,
      Buffers buffers,
      Map<String, INDArray> values,
      Map<String, INDArray> slopes) {
    this.constants = constants;
    this.buffers = buffers;
    this.values = values;
    this.slopes = slopes;
  }

  /** The run of one convolution for those images whose leaf it is. */
  HeadRun head(Node node, List<Leaf> focus) {
    String input = node.inputs().get(0);
    INDArray value = Compiler.known(values, input);
    Inflow inflow = new Inflow(buffers, slopes);
    INDArray slope = inflow.open(input, value.shape());
    List<NodeRun> runs = new ArrayList<>();
    List<INDArray> others = new ArrayList<>();
    for (int image = 0; image < focus.size(); image++) {
      INDArray part = Wires.image(slope, image);
      if (focus.get(image).node().equals(node)) {
        runs.add(run(focus.get(image), Wires.image(value, image), part));
      } else {
        others.add(part);
      }
    }
    return new HeadRun(runs, others, inflow.close());
  }

  private NodeRun run(Leaf leaf, INDArray input, INDArray inputSlope) {
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
    Wires wires =
        new Wires(node, List.of(input), raw, List.of(inputSlope), slope, constants, buffers);
    Filters filter = constants.filter(node, leaf.channel(), buffers);
    Step step = ConvolutionSteps.of(layer, wires, filter);
    return new NodeRun(step, wires, rectifier, List.of(), NodeRun.Readers.NONE);
  }
}
