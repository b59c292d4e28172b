package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The other end of {@code phosphene.bench.LibtorchForward}: it is told a network of convolutions,
 * max pools and concatenations, then answers each batch of images with the seconds of a forward
 * pass and the values of the last layer. Nothing asks for a gradient, so none is prepared.
 */
final class PassServer {
  private interface Stage {
    Tensor forward(List<Tensor> inputs);
  }

  private record Node(int[] inputs, Stage stage) {}

  private final List<Node> nodes = new ArrayList<>();
  private final Line line;
  private final DataInputStream in;
  private final DataOutputStream out;

  private PassServer(Line line) {
    this.line = line;
    this.in = line.in();
    this.out = line.out();
  }

  /** Serves standard input and output; what anything else prints goes to standard error. */
  public static void main(String[] arguments) throws IOException {
    PassServer server = new PassServer(Line.open());
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
    out.writeInt(nodes.size());
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
    int images;
    try {
      images = in.readInt();
    } catch (EOFException end) {
      return false;
    }
    int height = in.readInt();
    int width = in.readInt();
    try (PointerScope scope = new PointerScope()) {
      Tensor input = Tensor.create(line.floats(), images, 3, height, width);
      long start = System.nanoTime();
      List<Tensor> values = new ArrayList<>();
      for (Node node : nodes) {
        List<Tensor> inputs = new ArrayList<>();
        for (int from : node.inputs()) {
          inputs.add(from < 0 ? input : values.get(from));
        }
        values.add(node.stage().forward(inputs));
      }
      Tensor last = values.get(values.size() - 1);
      double seconds = (System.nanoTime() - start) * 1e-9;
      float[] all = new float[(int) last.numel()];
      last.contiguous().data_ptr_float().get(all);
      out.writeDouble(seconds);
      line.write(all);
    }
    return true;
  }
}
