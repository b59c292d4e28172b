package phosphene.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import phosphene.network.Activation;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.Window;

/** The forward pass of a network by libtorch's functions, without autograd, in its own process. */
final class LibtorchForward implements AutoCloseable {
  private final LibtorchLine line;

  private LibtorchForward(LibtorchLine line) {
    this.line = line;
  }

  /**
   * What a pass took and gave.
   *
   * @param seconds from the images to the last layer's values
   * @param values images x channels x height x width of the last layer
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, never compared as a whole
  record Pass(double seconds, float[] values) {}

  /**
   * Starts the process and tells it the network.
   *
   * @param network of convolutions, max pools and concatenations
   * @param home the project's folder
   */
  static LibtorchForward start(Network network, Path home, int threads) throws PeerAbsentException {
    LibtorchProgram program = LibtorchProgram.build(home);
    LibtorchForward forward = new LibtorchForward(program.start(LibtorchProgram.PASSES, threads));
    try {
      forward.line.write(threads);
      forward.tell(network);
      return forward;
    } catch (IOException e) {
      forward.close();
      throw new PeerAbsentException(
          "Cannot measure libtorch: its process ended, see " + program.log(), e);
    }
  }

  /**
   * One pass.
   *
   * @param input images x 3 x height x width, as the network takes it
   */
  Pass pass(float[] input, int images, Shape shape) {
    try {
      line.write(images, shape.height(), shape.width());
      line.write(input);
      line.out().flush();
      return new Pass(line.in().readDouble(), line.floats());
    } catch (IOException e) {
      throw line.broken(e);
    }
  }

  private void tell(Network network) throws IOException {
    Architecture architecture = network.architecture();
    List<String> names = architecture.nodes().stream().map(Node::name).toList();
    line.write(names.size());
    for (Node node : architecture.nodes()) {
      line.write(node.inputs().size());
      for (String input : node.inputs()) {
        line.write(names.indexOf(input)); // -1: the images
      }
      tell(network, node);
    }
    line.out().flush();
    line.in().readInt(); // it is ready
  }

  private void tell(Network network, Node node) throws IOException {
    if (node.layer() instanceof Convolution convolution) {
      Weights weights = Objects.requireNonNull(network.weights().get(node.name()));
      List<Integer> kernel =
          Objects.requireNonNull(network.architecture().kernels().get(node.name()));
      line.out().writeUTF("convolution");
      for (int extent : kernel) {
        line.write(extent);
      }
      tell(convolution.window());
      line.out().writeBoolean(node.activation() == Activation.RELU);
      line.write(weights.kernel());
      line.write(weights.bias());
    } else if (node.layer() instanceof MaxPool pool) {
      Window window = pool.window();
      line.out().writeUTF("pool");
      line.write(window.height(), window.width());
      tell(window);
      line.out().writeBoolean(window.rounding() == Window.Rounding.CEIL);
    } else if (node.layer() instanceof Concat) {
      line.out().writeUTF("concatenation");
    } else {
      throw new IllegalArgumentException("Cannot tell libtorch of " + node.name());
    }
  }

  private void tell(Window window) throws IOException {
    line.write(window.strideY(), window.strideX(), window.padY(), window.padX());
  }

  @Override
  public void close() {
    line.close();
  }
}
