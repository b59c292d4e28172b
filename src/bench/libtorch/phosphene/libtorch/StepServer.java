package phosphene.libtorch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

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
  }
}
