package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.cat;
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
 * The other end of {@code phosphene.bench.LibtorchLine}: it is told a network of convolutions, max
 * pools and concatenations, then answers each batch of images with the seconds and the values of a
 * forward pass, or with those of a step and its gradient. The end of the input ends it.
 */
final class Server {
  private interface Stage {
    Tensor forward(List<Tensor> inputs);
  }

  private record Node(int[] inputs, Stage stage) {}

  private final List<Node> nodes = new ArrayList<>();
  private final Line line;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Server(Line line) {
    this.line = line;
    this.in = line.in();
    this.out = line.out();
  }

  /** Serves standard input and output; what anything else prints goes to standard error. */
  public static void main(String[] arguments) throws IOException {
    Server server = new Server(Line.open());
    server.readNetwork();
    while (server.answer()) {
      server.out.flush();
    }
  }

  private void readNetwork() throws IOException {
    set_num_threads(in.readInt());
    for (int count = in.readInt(); count > 0; count--) {
      int[] inputs = new int[in.readInt()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = in.readInt();
      }
      nodes.add(new Node(inputs, stage(in.readUTF())));
    }
    out.writeUTF(Loader.getVersion("org.bytedeco", "pytorch"));
    out.writeInt(get_num_threads());
    out.flush();
  }

  private Stage stage(String kind) throws IOException {
    return switch (kind) {
      case "convolution" -> convolution();
      case "pool" -> pool();
      case "concatenation" -> inputs -> cat(new TensorVector(inputs.toArray(Tensor[]::new)), 1);
      default -> throw new IOException("no such layer: " + kind);
    };
  }

  private Stage convolution() throws IOException {
    long[] shape = line.longs(4);
    long[] stride = line.longs(2);
    long[] padding = line.longs(2);
    boolean rectified = in.readBoolean();
    Tensor kernel = Tensor.create(line.floats(), shape);
    TensorOptional bias = new TensorOptional(Tensor.create(line.floats(), shape[0]));
    long[] dilation = {1, 1};
    return inputs -> {
      Tensor output = conv2d(inputs.get(0), kernel, bias, stride, padding, dilation, 1);
      return rectified ? relu(output) : output;
    };
  }

  private Stage pool() throws IOException {
    long[] window = line.longs(2);
    long[] stride = line.longs(2);
    long[] padding = line.longs(2);
    boolean ceil = in.readBoolean();
    long[] dilation = {1, 1};
    return inputs -> max_pool2d(inputs.get(0), window, stride, padding, dilation, ceil);
  }

  /** One request; false at the end of the input. */
  private boolean answer() throws IOException {
    String request;
    try {
      request = in.readUTF();
    } catch (EOFException end) {
      return false;
    }
    long[] shape = line.longs(4);
    try (PointerScope scope = new PointerScope()) {
      switch (request) {
        case "pass" -> pass(Tensor.create(line.floats(), shape));
        case "step" -> step(in.readInt(), Tensor.create(line.floats(), shape));
        default -> throw new IOException("no such request: " + request);
      }
    }
    return true;
  }

  /** Nothing asks for a gradient, so none is prepared. */
  private void pass(Tensor images) throws IOException {
    long start = System.nanoTime();
    Tensor last = forward(images);
    tell(start, last);
  }

  /** The gradient of a channel's mean, of each image, with respect to the images alone. */
  private void step(int channel, Tensor images) throws IOException {
    images.set_requires_grad(true);
    long start = System.nanoTime();
    Tensor score = forward(images).select(1, channel).mean(1, 2).sum();
    tell(start, grad(new TensorVector(score), new TensorVector(images)).get(0));
  }

  private Tensor forward(Tensor images) {
    List<Tensor> values = new ArrayList<>();
    for (Node node : nodes) {
      List<Tensor> inputs = new ArrayList<>();
      for (int from : node.inputs()) {
        inputs.add(from < 0 ? images : values.get(from));
      }
      values.add(node.stage().forward(inputs));
    }
    return values.get(values.size() - 1);
  }

  private void tell(long start, Tensor result) throws IOException {
    double seconds = (System.nanoTime() - start) * 1e-9;
    float[] values = new float[(int) result.numel()];
    result.contiguous().data_ptr_float().get(values);
    out.writeDouble(seconds);
    line.write(values);
  }
}
