package phosphene.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phosphene.bench.LibtorchNetwork.LoopAnswer;
import phosphene.bench.LibtorchNetwork.LoopRequest;
import phosphene.bench.LibtorchNetwork.Precision;
import phosphene.image.pixel.Raster;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Node;

/**
 * The loop as a user of lucent runs it, by libtorch: one unit at a time, the whole network forward,
 * autograd with the gradients of all weights.
 */
public final class UserLoop implements AutoCloseable {
  private static final int WARM_UP = 2;

  private final Network network;
  private final LibtorchNetwork libtorch;
  private final int size;
  private final int enlarged;

  private UserLoop(Network network, LibtorchNetwork libtorch, int size, int enlarged) {
    this.network = network;
    this.libtorch = libtorch;
    this.size = size;
    this.enlarged = enlarged;
  }

  /**
   * Starts libtorch's program with the network.
   *
   * @param size of the square picture in pixels
   * @param enlarged side to which the picture is enlarged before the network sees it; 0: not at
   *     all. lucent itself enlarges to 224 what is smaller
   * @throws PeerAbsentException if libtorch cannot be had
   */
  public static UserLoop start(Network network, Path home, int threads, int size, int enlarged)
      throws PeerAbsentException {
    LibtorchNetwork libtorch = LibtorchNetwork.start(network, Precision.FLOAT, home, threads);
    return new UserLoop(network, libtorch, size, enlarged);
  }

  /** What runs it, such as {@code libtorch 2.10.0, 1 thread}. */
  public String name() {
    return "libtorch " + libtorch.version();
  }

  /** Core-seconds of each of so many steps, after some that do not count. */
  List<Double> steps(String layer, int channel, int steps) {
    double[] seconds = run(layer, channel, WARM_UP + steps).seconds();
    List<Double> counted = new ArrayList<>();
    Arrays.stream(seconds).skip(WARM_UP).forEach(counted::add);
    return counted;
  }

  /** The picture after so many steps. */
  Raster picture(String layer, int channel, int steps) {
    return new Raster(size, size, run(layer, channel, steps).picture());
  }

  private LoopAnswer run(String layer, int channel, int steps) {
    Architecture architecture = network.architecture();
    int node = architecture.nodes().stream().map(Node::name).toList().indexOf(layer);
    return libtorch.loop(
        new LoopRequest(node, channel, steps, size, enlarged), architecture.preprocessing());
  }

  @Override
  public void close() {
    libtorch.close();
  }
}
