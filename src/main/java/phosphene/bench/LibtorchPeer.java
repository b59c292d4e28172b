package phosphene.bench;

import java.nio.file.Path;
import phosphene.bench.LibtorchNetwork.Precision;
import phosphene.network.Shape;

/**
 * libtorch's functions and its autograd, with a gradient for the images only, in a process of its
 * own. That process gets the same network and images as every other peer and sends its whole
 * gradient back.
 */
public final class LibtorchPeer implements Peer {
  private final Workload workload;
  private final Precision precision;
  private final LibtorchNetwork libtorch;

  private LibtorchPeer(Workload workload, Precision precision, LibtorchNetwork libtorch) {
    this.workload = workload;
    this.precision = precision;
    this.libtorch = libtorch;
  }

  /**
   * Builds the program in {@code src/bench/libtorch} (the first time Maven downloads 110 MB),
   * starts it and sends it the network.
   *
   * @param home the project's folder
   * @param threads native threads of a step, at least 1
   * @throws PeerAbsentException if it does not know one of the layers, cannot be built or does not
   *     start
   */
  public static LibtorchPeer start(Workload workload, Path home, int threads)
      throws PeerAbsentException {
    return start(workload, Precision.FLOAT, home, threads);
  }

  /**
   * The same in bfloat16: the network is converted at the start, the images before and the gradient
   * after the seconds of a step.
   */
  public static LibtorchPeer bfloat16(Workload workload, Path home, int threads)
      throws PeerAbsentException {
    return start(workload, Precision.BFLOAT16, home, threads);
  }

  private static LibtorchPeer start(Workload workload, Precision precision, Path home, int threads)
      throws PeerAbsentException {
    return new LibtorchPeer(
        workload, precision, LibtorchNetwork.start(workload.network(), precision, home, threads));
  }

  @Override
  public String name() {
    String kind = precision == Precision.BFLOAT16 ? "libtorch bfloat16 " : "libtorch ";
    return kind + libtorch.version();
  }

  @Override
  public double tolerance() {
    return precision == Precision.BFLOAT16 ? Double.POSITIVE_INFINITY : Peer.super.tolerance();
  }

  @Override
  public TimedStep step(float[] images, int batch, int pixels) {
    int channels = workload.network().architecture().input().channels();
    LibtorchNetwork.Answer answer =
        libtorch.step(images, batch, new Shape(channels, pixels, pixels), workload.channel());
    return new TimedStep(answer.seconds(), answer.values());
  }

  @Override
  public void close() {
    libtorch.close();
  }
}
