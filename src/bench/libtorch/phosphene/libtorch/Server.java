package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.get_num_threads;
import static org.bytedeco.pytorch.global.torch.grad;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The other end of {@code phosphene.bench.LibtorchLine}: it is told a network, then answers each
 * batch of images with the seconds and the values of a forward pass, or with those of a step and
 * its gradient, or runs the loop of lucent's users. The end of the input ends it.
 */
final class Server {
  private final Line line;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Graph graph;

  private Server(Line line) throws IOException {
    this.line = line;
    this.in = line.in();
    this.out = line.out();
    set_num_threads(in.readInt());
    this.graph = Graph.read(line);
    out.writeUTF(Loader.getVersion("org.bytedeco", "pytorch"));
    out.writeInt(get_num_threads());
    out.flush();
  }

  /** Serves standard input and output; what anything else prints goes to standard error. */
  public static void main(String[] arguments) throws IOException {
    Server server = new Server(Line.open());
    while (server.answer()) {
      server.out.flush();
    }
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
        case "pass" -> pass(images(shape));
        case "step" -> step(in.readInt(), images(shape));
        case "loop" -> loop((int) shape[3]);
        default -> throw new IOException("no such request: " + request);
      }
    }
    return true;
  }

  private Tensor images(long[] shape) throws IOException {
    return Tensor.create(line.floats(), shape).to(graph.type);
  }

  /** Nothing asks for a gradient, so none is prepared. */
  private void pass(Tensor images) throws IOException {
    long start = System.nanoTime();
    Tensor last = graph.forward(images);
    tell(start, last);
  }

  /** The gradient of a channel's mean, of each image, with respect to the images alone. */
  private void step(int channel, Tensor images) throws IOException {
    images.set_requires_grad(true);
    long start = System.nanoTime();
    Tensor score = graph.forward(images).select(1, channel).mean(1, 2).sum();
    tell(start, grad(new TensorVector(score), new TensorVector(images)).get(0));
  }

  /** A unit's picture by the loop of lucent's users. */
  private void loop(int size) throws IOException {
    int node = in.readInt();
    int channel = in.readInt();
    int steps = in.readInt();
    int enlarged = in.readInt();
    long seed = in.readInt();
    UserLoop.Colors colors = new UserLoop.Colors(line.longs(3), line.floats(), line.floats());
    UserLoop.Ran ran = new UserLoop(graph, node, channel, colors, enlarged).run(size, steps, seed);
    for (double seconds : ran.seconds()) {
      out.writeDouble(seconds);
    }
    tell(System.nanoTime(), ran.picture());
  }

  private void tell(long start, Tensor result) throws IOException {
    double seconds = (System.nanoTime() - start) * 1e-9;
    float[] values = new float[(int) result.numel()];
    result.to(ScalarType.Float).contiguous().data_ptr_float().get(values);
    out.writeDouble(seconds);
    line.write(values);
  }
}
