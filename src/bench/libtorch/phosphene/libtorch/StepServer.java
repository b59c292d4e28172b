package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.get_num_threads;
import static org.bytedeco.pytorch.global.torch.grad;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The other end of {@code phosphene.bench.LibtorchPeer}: it is told a chain of convolutions and max
 * pools, then answers each batch of images with the seconds of a step and the gradient. The end of
 * the input ends it.
 */
final class StepServer {
  private interface Stage {
    Tensor forward(Tensor input);
  }

  private final List<Stage> stages = new ArrayList<>();
  private final Line line;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int channel;

  private StepServer(Line line) {
    this.line = line;
    this.in = line.in();
    this.out = line.out();
  }

  /** Serves standard input and output; what anything else prints goes to standard error. */
  public static void main(String[] arguments) throws IOException {
    StepServer server = new StepServer(Line.open());
    server.readNetwork();
    while (server.answer()) {
      server.out.flush();
    }
  }

  private void readNetwork() throws IOException {
    set_num_threads(in.readInt());
    channel = in.readInt();
    for (int count = in.readInt(); count > 0; count--) {
      stages.add(in.readBoolean() ? convolution() : maxPool());
    }
    out.writeUTF(Loader.getVersion("org.bytedeco", "pytorch"));
    out.writeInt(get_num_threads());
    out.flush();
  }

  private Stage convolution() throws IOException {
    long[] shape = line.longs(4);
    long[] stride = line.longs(2);
    long[] padding = line.longs(2);
    boolean rectified = in.readBoolean();
    Tensor kernel = Tensor.create(line.floats(), shape);
    TensorOptional bias = new TensorOptional(Tensor.create(line.floats(), shape[0]));
    long[] dilation = {1, 1};
    return input -> {
      Tensor output = conv2d(input, kernel, bias, stride, padding, dilation, 1);
      return rectified ? relu(output) : output;
    };
  }

  private Stage maxPool() throws IOException {
    long[] window = line.longs(2);
    long[] stride = line.longs(2);
    long[] padding = line.longs(2);
    long[] dilation = {1, 1};
    return input -> max_pool2d(input, window, stride, padding, dilation, false);
  }

  /** One request; false at the end of the input. */
  private boolean answer() throws IOException {
    int batch;
    try {
      batch = in.readInt();
    } catch (EOFException end) {
      return false;
    }
    int pixels = in.readInt();
    try (PointerScope scope = new PointerScope()) {
      Tensor images =
          Tensor.create(line.floats(), batch, 3, pixels, pixels).set_requires_grad(true);
      long start = System.nanoTime();
      Tensor activations = images;
      for (Stage stage : stages) {
        activations = stage.forward(activations);
      }
      Tensor score = activations.select(1, channel).mean(1, 2).sum();
      Tensor gradient = grad(new TensorVector(score), new TensorVector(images)).get(0);
      double seconds = (System.nanoTime() - start) * 1e-9;
      float[] values = new float[batch * 3 * pixels * pixels];
      gradient.contiguous().data_ptr_float().get(values);
      out.writeDouble(seconds);
      line.write(values);
    }
    return true;
  }
}
