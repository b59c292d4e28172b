package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.clamp;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.hardswish;
import static org.bytedeco.pytorch.global.torch.leaky_relu;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.sigmoid;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.tanh;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** The nonlinearities by their words; {@code phosphene.bench.LibtorchLayers} says them. */
final class Activations {
  private Activations() {}

  static UnaryOperator<Tensor> of(String word, double[] numbers) throws IOException {
    return switch (word) {
      case "none" -> x -> x;
      case "relu" -> x -> relu(x);
      case "clip" -> clip(numbers[0], numbers[1]);
      case "leaky-relu" -> {
        Scalar slope = new Scalar(numbers[0]);
        yield x -> leaky_relu(x, slope);
      }
      case "hard-sigmoid" -> {
        UnaryOperator<Tensor> clip = clip(0, 1);
        Scalar factor = new Scalar(numbers[0]);
        Scalar offset = new Scalar(numbers[1]);
        yield x -> clip.apply(x.mul(factor).add(offset));
      }
      case "hard-swish" -> x -> hardswish(x);
      case "sigmoid" -> x -> sigmoid(x);
      case "tanh" -> x -> tanh(x);
      case "silu" -> x -> silu(x);
      case "gelu" -> x -> gelu(x);
      default -> throw new IOException("no such nonlinearity: " + word);
    };
  }

  private static UnaryOperator<Tensor> clip(double least, double most) {
    ScalarOptional low = new ScalarOptional(new Scalar(least));
    ScalarOptional high = new ScalarOptional(new Scalar(most));
    return x -> clamp(x, low, high);
  }
}
