package phosphene.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/** A network by libtorch's functions, in a process of its own. */
final class LibtorchNetwork implements AutoCloseable {
  private final LibtorchLine line;
  private String version = "";

  private LibtorchNetwork(LibtorchLine line) {
    this.line = line;
  }

  /**
   * What libtorch computed.
   *
   * @param seconds that it took
   * @param values in the order of the images, channels, rows and columns
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, never compared as a whole
  record Answer(double seconds, float[] values) {}

  /**
   * Builds the program in {@code src/bench/libtorch} (the first time Maven downloads 110 MB),
   * starts it and sends it the network.
   *
   * @param network of convolutions, max pools and concatenations
   * @param home the project's folder
   * @param threads native threads, at least 1
   * @throws PeerAbsentException if it cannot be built or does not start
   */
  static LibtorchNetwork start(Network network, Path home, int threads) throws PeerAbsentException {
    LibtorchProgram program = LibtorchProgram.build(home);
    LibtorchNetwork started = new LibtorchNetwork(program.start(threads));
    try {
      started.line.write(threads);
      started.send(network);
      return started;
    } catch (IOException e) {
      started.close();
      throw new PeerAbsentException(
          "Cannot measure libtorch: its process ended, see " + program.log(), e);
    }
  }

  /** What runs, such as {@code 2.10.0-1.5.13, 1 thread}. */
  String version() {
    return version;
  }

  /**
   * The values of the last layer.
   *
   * @param input images x channels x height x width, as the network takes it
   */
  Answer pass(float[] input, int images, Shape shape) {
    return ask("pass", input, images, shape);
  }

  /**
   * The gradient of a channel's mean, with respect to the images.
   *
   * @param input images x channels x height x width, as the network takes it
   */
  Answer step(float[] input, int images, Shape shape, int channel) {
    return ask("step", input, images, shape, channel);
  }

  private Answer ask(String request, float[] input, int images, Shape shape, int... more) {
    try {
      line.out().writeUTF(request);
      line.write(images, shape.channels(), shape.height(), shape.width());
      line.write(more);
      line.write(input);
      line.out().flush();
      return new Answer(line.in().readDouble(), line.floats());
    } catch (IOException e) {
      throw line.broken(e);
    }
  }

  private void send(Network network) throws IOException {
    Architecture architecture = network.architecture();
    List<String> names = architecture.nodes().stream().map(Node::name).toList();
    line.write(names.size());
    for (Node node : architecture.nodes()) {
      line.write(node.inputs().size());
      for (String input : node.inputs()) {
        line.write(names.indexOf(input)); // -1: the images
      }
      send(network, node);
    }
    line.out().flush();
    String running = line.in().readUTF();
    int granted = line.in().readInt();
    version = running + ", " + granted + (granted == 1 ? " thread" : " threads");
  }

  private void send(Network network, Node node) throws IOException {
    if (!PeerLayers.slides(node) && !PeerLayers.joins(node)) {
      throw new IllegalArgumentException("Cannot send to libtorch: " + node.name());
    }
    if (node.layer() instanceof Convolution convolution) {
      Weights weights = Objects.requireNonNull(network.weights().get(node.name()));
      List<Integer> kernel =
          Objects.requireNonNull(network.architecture().kernels().get(node.name()));
      line.out().writeUTF("convolution");
      for (int extent : kernel) {
        line.write(extent);
      }
      send(convolution.window());
      line.out().writeBoolean(node.activation() == Elementary.RELU);
      line.write(weights.kernel());
      line.write(weights.bias());
    } else if (node.layer() instanceof MaxPool pool) {
      Window window = pool.window();
      line.out().writeUTF("pool");
      line.write(window.height(), window.width());
      send(window);
      line.out().writeBoolean(window.rounding() == Window.Rounding.CEIL);
    } else {
      line.out().writeUTF("concatenation");
    }
  }

  private void send(Window window) throws IOException {
    line.write(window.strideY(), window.strideX(), window.padding().top(), window.padding().left());
  }

  @Override
  public void close() {
    line.close();
  }
}
