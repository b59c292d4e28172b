package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;

import java.util.List;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.network.Shape;

/**
 * The product of two inputs, value by value, or of a map and one value a channel (as of squeeze and
 * excitation: Hu et al., 2018), image by image.
 *
 * @param map which input is the whole map
 */
record ProductPlan(Format format, int map) implements LayerPlan {
  /** The plan in an order. */
  static ProductPlan of(List<Shape> inputs, Order order) {
    boolean second = inputs.get(0).area() < inputs.get(1).area();
    return new ProductPlan(new Format(order, data_type.f32), second ? 1 : 0);
  }

  /** True if both inputs have one shape, or one of them one value for each channel of the other. */
  static boolean fits(List<Shape> inputs) {
    if (inputs.size() != 2) {
      return false;
    }
    Shape left = inputs.get(0);
    Shape right = inputs.get(1);
    return left.equals(right)
        || (left.channels() == right.channels() && Math.min(left.area(), right.area()) == 1);
  }

  private int factor() {
    return 1 - map;
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor values = program.in(format, inputs.get(map));
    Tensor factors = program.in(format, inputs.get(factor()));
    multiply(program, values, factors, output);
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    Tensor values = program.in(format, inputs.get(map));
    Tensor factors = program.in(format, inputs.get(factor()));
    program.out(
        format,
        inputGradients.get(map),
        byValues -> multiply(program, gradient, factors, byValues));
    program.out(
        format,
        inputGradients.get(factor()),
        byFactors -> {
          if (values.shape().equals(factors.shape())) {
            multiply(program, gradient, values, byFactors);
            return;
          }
          Tensor products = program.pass(values.shape(), format);
          multiply(program, gradient, values, products);
          PoolPlan.sum(program, products, byFactors);
        });
  }

  private static void multiply(Program program, Tensor values, Tensor factors, Tensor result) {
    if (values.shape().equals(factors.shape())) {
      MergePlans.binary(
          program, dnnl_binary_mul, values.memory(), factors.memory(), result.memory());
      return;
    }
    // Image by image: what oneDNN repeats it repeats for the whole batch.
    for (int image = 0; image < values.images(); image++) {
      PerChannel.binary(
          program, dnnl_binary_mul, values, factors.memory(image, 1), result, image, 1);
    }
  }
}
