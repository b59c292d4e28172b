package phosphene.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import phosphene.network.Activation;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Weights;
import phosphene.network.Window;

/**
 * libtorch's functions and its autograd, with a gradient for the images only, in a process of its
 * own. That process is told the same network and images as every other peer and sends its whole
 * gradient back.
 */
public final class LibtorchPeer implements Peer {
  private final LibtorchLine line;
  private String name = "libtorch";

  private LibtorchPeer(LibtorchLine line) {
    this.line = line;
  }

  /**
   * Builds the program in {@code src/bench/libtorch} (the first time Maven downloads 110 MB),
   * starts it and tells it the network.
   *
   * @param home the project's folder
   * @param threads native threads of a step, at least 1
   * @throws PeerAbsentException if it cannot be built or does not start
   */
  public static LibtorchPeer start(Workload workload, Path home, int threads)
      throws PeerAbsentException {
    LibtorchProgram program = LibtorchProgram.build(home);
    LibtorchPeer peer = new LibtorchPeer(program.start(LibtorchProgram.STEPS, threads));
    try {
      peer.tell(workload, threads);
      return peer;
    } catch (IOException e) {
      peer.close();
      throw new PeerAbsentException(
          "Cannot measure libtorch: its process ended, see " + program.log(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Step step(float[] images, int batch, int pixels) {
    try {
      line.write(batch, pixels);
      line.write(images);
      line.out().flush();
      return new Step(line.in().readDouble(), line.floats());
    } catch (IOException e) {
      throw line.broken(e);
    }
  }

  @Override
  public void close() {
    line.close();
  }

  private void tell(Workload workload, int threads) throws IOException {
    line.write(threads, workload.channel());
    List<Node> nodes = workload.network().architecture().nodes();
    line.write(nodes.size());
    int channels = workload.network().architecture().input().channels();
    for (Node node : nodes) {
      if (node.layer() instanceof Convolution convolution) {
        Weights weights = workload.network().weights().get(node.name());
        tell(node, convolution, channels, Objects.requireNonNull(weights));
        channels = convolution.filters();
      } else {
        tell((MaxPool) node.layer());
      }
    }
    line.out().flush();
    String version = line.in().readUTF();
    int granted = line.in().readInt();
    name = "libtorch " + version + ", " + granted + (granted == 1 ? " thread" : " threads");
  }

  private void tell(Node node, Convolution convolution, int channels, Weights weights)
      throws IOException {
    Window window = convolution.window();
    line.out().writeBoolean(true);
    line.write(convolution.filters(), channels, window.height(), window.width());
    line.write(window.strideY(), window.strideX(), window.padY(), window.padX());
    line.out().writeBoolean(node.activation() == Activation.RELU);
    line.write(weights.kernel());
    line.write(weights.bias());
  }

  private void tell(MaxPool pool) throws IOException {
    Window window = pool.window();
    line.out().writeBoolean(false);
    line.write(window.height(), window.width());
    line.write(window.strideY(), window.strideX(), window.padY(), window.padX());
  }
}
