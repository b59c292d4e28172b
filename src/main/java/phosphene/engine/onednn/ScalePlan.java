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
    apply(program, dnnl_binary_mul, input, factors(shape), output);
    memory offsets = perChannel("offsets", () -> weights.weights(node).bias(), shape);
    apply(program, dnnl_binary_add, output, offsets, output);
  }

  private static void apply(
      Program program, int algorithm, Tensor values, memory vector, Tensor result) {
    PerChannel.binary(program, algorithm, values, vector, result, 0, values.images());
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
            apply(program, dnnl_binary_mul, gradient, factors(gradient.shape()), inputGradient));
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
