package phosphene.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Weights;

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

  /** What libtorch computes in: the network, the images and all values between. */
  enum Precision {
    FLOAT("Float"),
    BFLOAT16("BFloat16");

    private final String scalar; // as libtorch calls it

    Precision(String scalar) {
      this.scalar = scalar;
    }
  }

  /**
   * Builds the program in {@code src/bench/libtorch} (the first time Maven downloads 110 MB),
   * starts it and sends it the network.
   *
   * @param home the project's folder
   * @param threads native threads, at least 1
   * @throws PeerAbsentException if it does not know one of the layers, cannot be built or does not
   *     start
   */
  static LibtorchNetwork start(Network network, Precision precision, Path home, int threads)
      throws PeerAbsentException {
    Optional<String> refusal = LibtorchLayers.refusal(network.architecture());
    if (refusal.isPresent()) {
      throw new PeerAbsentException("Cannot measure libtorch: " + refusal.get());
    }
    LibtorchProgram program = LibtorchProgram.build(home);
    LibtorchNetwork started = new LibtorchNetwork(program.start(threads));
    try {
      started.line.write(threads);
      started.send(network, precision);
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

  /**
   * What the loop of lucent's users is to do.
   *
   * @param node whose channel is maximized, by its place in the network
   * @param size of the square picture
   * @param enlarged side to which it is enlarged before the network sees it; 0: not at all
   */
  record LoopRequest(int node, int channel, int steps, int size, int enlarged) {}

  /**
   * What the loop did.
   *
   * @param seconds of processor time of each step
   * @param picture red, green and blue planes in 0..1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record LoopAnswer(double[] seconds, float[] picture) {}

  /** A unit's picture by the loop of lucent's users; the channel is the seed. */
  LoopAnswer loop(LoopRequest request, Preprocessing preprocessing) {
    try {
      line.out().writeUTF("loop");
      line.write(1, Preprocessing.COLORS, request.size(), request.size());
      line.write(request.node(), request.channel(), request.steps(), request.enlarged());
      line.write(request.channel());
      for (int color : preprocessing.order()) {
        line.write(color);
      }
      line.write(floats(preprocessing.scale(), 255));
      line.write(floats(preprocessing.mean(), 1));
      line.out().flush();
      double[] seconds = new double[request.steps()];
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = line.in().readDouble();
      }
      line.in().readDouble(); // of the answer as a whole
      return new LoopAnswer(seconds, line.floats());
    } catch (IOException e) {
      throw line.broken(e);
    }
  }

  private static float[] floats(List<Double> values, double factor) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (factor * values.get(i));
    }
    return floats;
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

  private void send(Network network, Precision precision) throws IOException {
    Architecture architecture = network.architecture();
    List<String> names = architecture.nodes().stream().map(Node::name).toList();
    Map<String, List<Integer>> kernels = architecture.kernels();
    line.out().writeUTF(precision.scalar);
    line.write(names.size());
    for (Node node : architecture.nodes()) {
      line.write(node.inputs().size());
      for (String input : node.inputs()) {
        line.write(names.indexOf(input)); // -1: the images
      }
      LibtorchLayers.layer(node.layer()).orElseThrow().write(line.out());
      List<Integer> kernel = kernels.getOrDefault(node.name(), List.of());
      line.write(kernel.size());
      if (!kernel.isEmpty()) {
        send(kernel, Objects.requireNonNull(network.weights().get(node.name())));
      }
      LibtorchLayers.Words activation = LibtorchLayers.activation(node.activation()).orElseThrow();
      activation.write(line.out());
    }
    line.out().flush();
    String running = line.in().readUTF();
    int granted = line.in().readInt();
    version = running + ", " + granted + (granted == 1 ? " thread" : " threads");
  }

  private void send(List<Integer> kernel, Weights weights) throws IOException {
    for (int extent : kernel) {
      line.write(extent);
    }
    line.write(weights.kernel());
    line.write(weights.bias());
  }

  @Override
  public void close() {
    line.close();
  }
}
