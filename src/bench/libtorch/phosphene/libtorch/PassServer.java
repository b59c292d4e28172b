package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The other end of {@code phosphene.bench.LibtorchForward}: it is told a network of convolutions,
 * max pools and concatenations, then answers each batch of images with the seconds of a forward
 * pass and the values of the last layer. Nothing asks for a gradient, so none is prepared. Numbers
 * are as with {@link StepServer}.
 */
final class PassServer {
  private interface Stage {
    Tensor forward(List<Tensor> inputs);
  }

  private record Node(int[] inputs, Stage stage) {}

  private final List<Node> nodes = new ArrayList<>();
  private final DataInputStream in;
  private final DataOutputStream out;

  private PassServer(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Serves standard input and output; what anything else prints goes to standard error. */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    System.setOut(System.err);
    // Both before any torch class: on a cold cache the loader may find a system's libtorch first.
    Loader.cacheResources("/org/bytedeco/openblas/linux-x86_64");
    Loader.cacheResources("/org/bytedeco/pytorch/linux-x86_64");
    PassServer server =
        new PassServer(new DataInputStream(new BufferedInputStream(System.in, 1 << 16)), out);
    server.readNetwork();
    while (server.answer()) {
      out.flush();
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
    long[] shape = longs(4);
    long[] stride = longs(2);
    long[] padding = longs(2);
    boolean rectified = in.readBoolean();
    Tensor kernel = Tensor.create(floats(), shape);
    TensorOptional bias = new TensorOptional(Tensor.create(floats(), shape[0]));
    long[] dilation = {1, 1};
    return inputs -> {
      Tensor output = conv2d(inputs.get(0), kernel, bias, stride, padding, dilation, 1);
      return rectified ? relu(output) : output;
    };
  }

  private Stage pool() throws IOException {
    long[] window = longs(2);
    long[] stride = longs(2);
    long[] padding = longs(2);
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
      Tensor input = Tensor.create(floats(), images, 3, height, width);
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
      write(all);
    }
    return true;
  }

  private long[] longs(int count) throws IOException {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  private float[] floats() throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  private void write(float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }
}
