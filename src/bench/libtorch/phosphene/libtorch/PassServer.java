package phosphene.libtorch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

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
  }
}
