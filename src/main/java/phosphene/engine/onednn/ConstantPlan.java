package phosphene.engine.onednn;

import java.util.List;
import org.bytedeco.dnnl.memory;
import phosphene.network.Node;
import phosphene.network.Shape;

/**
 * Values that do not depend on the image, written while the session is laid out; a gradient ends
 * here.
 */
record ConstantPlan(Node node, Shape shape, Setting setting, PackedWeights weights)
    implements LayerPlan {
  @Override
  public Format format() {
    return setting.format();
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    memory.desc planes = Format.PLAIN.in(Order.PLANES).desc(1, shape);
    memory values =
        weights.packed(
            node.name() + " values", () -> weights.weights(node).kernel(), planes, planes);
    for (int image = 0; image < output.images(); image++) {
      PackedWeights.copy(values, output.memory(image, 1));
    }
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {}
}
