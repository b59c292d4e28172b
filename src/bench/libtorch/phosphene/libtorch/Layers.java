package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.avg_pool3d;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.maximum;
import static org.bytedeco.pytorch.global.torch.minimum;
import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.replication_pad2d;

import java.io.IOException;
import java.util.List;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The layers by their words; {@code phosphene.bench.LibtorchLayers} says them.
 *
 * @param whole the layer's whole numbers
 * @param real its other numbers
 * @param weights its kernel and its bias; none of a layer without
 */
record Layers(long[] whole, double[] real, List<Tensor> weights) {
  /** What a layer computes. */
  interface Stage {
    Tensor forward(List<Tensor> inputs);
  }

  Stage of(String word) throws IOException {
    return switch (word) {
      case "convolution" -> convolution();
      case "dense" -> dense();
      case "scale" -> scale();
      case "max pool" -> maxPool();
      case "average pool" -> averagePool();
      case "global average" ->
          inputs -> inputs.get(0).mean(new long[] {2, 3}, true, new ScalarTypeOptional());
      case "local response norm" -> localResponseNorm();
      case "pad" -> pad();
      case "concatenation" ->
          inputs -> cat(new TensorVector(inputs.toArray(Tensor[]::new)), whole[0]);
      case "identity" -> inputs -> inputs.get(0);
      case "add" -> folded(Tensor::add);
      case "subtract" -> folded(Tensor::sub);
      case "multiply" -> folded(Tensor::mul);
      case "divide" -> folded(Tensor::div);
      case "maximum" -> folded((a, b) -> maximum(a, b));
      case "minimum" -> folded((a, b) -> minimum(a, b));
      case "average" ->
          inputs -> folded(Tensor::add).forward(inputs).div(new Scalar((double) inputs.size()));
      default -> throw new IOException("no such layer: " + word);
    };
  }

  private static Stage folded(BinaryOperator<Tensor> operation) {
    return inputs -> inputs.stream().reduce(operation).orElseThrow();
  }

  private Stage convolution() {
    Window window = Window.of(whole, 1);
    long groups = whole[0];
    TensorOptional bias = new TensorOptional(weights.get(1));
    return inputs ->
        conv2d(
            window.framed(inputs.get(0), 0),
            weights.get(0),
            bias,
            window.stride(),
            window.padding(),
            window.dilation(),
            groups);
  }

  private Stage dense() {
    TensorOptional bias = new TensorOptional(weights.get(1));
    return inputs -> {
      Tensor flat = inputs.get(0).reshape(inputs.get(0).size(0), -1);
      return linear(flat, weights.get(0), bias).unsqueeze(2).unsqueeze(3);
    };
  }

  private Stage scale() {
    Tensor factor = weights.get(0).reshape(1, -1, 1, 1);
    Tensor offset = weights.get(1).reshape(1, -1, 1, 1);
    return inputs -> inputs.get(0).mul(factor).add(offset);
  }

  private Stage maxPool() {
    Window window = Window.of(whole, 0);
    return inputs ->
        max_pool2d(
            window.framed(inputs.get(0), Double.NEGATIVE_INFINITY),
            window.kernel(),
            window.stride(),
            window.padding(),
            window.dilation(),
            window.ceil());
  }

  private Stage averagePool() {
    Window window = Window.of(whole, 1);
    boolean paddingCounts = whole[0] == 1;
    return inputs ->
        avg_pool2d(
            window.framed(inputs.get(0), 0),
            window.kernel(),
            window.stride(),
            window.padding(),
            window.ceil(),
            paddingCounts,
            new LongOptional());
  }

  /** The sum of squares over neighbouring channels is a mean over a third axis, padding counted. */
  private Stage localResponseNorm() {
    long size = whole[0];
    Scalar alpha = new Scalar(real[0]); // by the mean: the layer's alpha / size is by the sum
    Scalar beta = new Scalar(real[1]);
    Scalar k = new Scalar(real[2]);
    long[] one = {1, 1, 1};
    return inputs -> {
      Tensor x = inputs.get(0);
      Tensor mean =
          avg_pool3d(
                  x.mul(x).unsqueeze(1),
                  new long[] {size, 1, 1},
                  one,
                  new long[] {size / 2, 0, 0},
                  false,
                  true,
                  new LongOptional())
              .squeeze(1);
      return x.div(mean.mul(alpha).add(k).pow(beta));
    };
  }

  private Stage pad() {
    long[] border = {whole[3], whole[4], whole[1], whole[2]}; // columns come first here
    return switch ((int) whole[0]) {
      case 0 -> {
        Scalar value = new Scalar(real[0]);
        yield inputs -> constant_pad_nd(inputs.get(0), border, value);
      }
      case 1 -> inputs -> reflection_pad2d(inputs.get(0), border);
      default -> inputs -> replication_pad2d(inputs.get(0), border);
    };
  }
}
