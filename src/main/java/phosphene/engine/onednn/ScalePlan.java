package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.network.Node;
import phosphene.network.Shape;

/** A factor and an offset per channel. */
record ScalePlan(Node node, Format format, PackedWeights weights) implements LayerPlan {
  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor input = program.in(format, inputs.get(0));
    Shape shape = input.shape();
    memory result = output.memory();
    MergePlans.binary(program, dnnl_binary_mul, input.memory(), factors(shape), result);
    memory offsets = perChannel("offsets", () -> weights.weights(node).bias(), shape);
    MergePlans.binary(program, dnnl_binary_add, result, offsets, result);
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    program.out(
        format,
        inputGradients.get(0),
        inputGradient ->
            MergePlans.binary(
                program,
                dnnl_binary_mul,
                gradient.memory(),
                factors(gradient.shape()),
                inputGradient.memory()));
  }

  private memory factors(Shape shape) {
    return perChannel("factors", () -> weights.weights(node).kernel(), shape);
  }

  private memory perChannel(String what, Supplier<float[]> values, Shape shape) {
    Shape one = new Shape(shape.channels(), 1, 1);
    return weights.packed(
        node.name() + " " + what,
        values,
        Format.PLAIN.desc(1, one),
        new Format(format.order(), data_type.f32).desc(1, one));
  }
}
