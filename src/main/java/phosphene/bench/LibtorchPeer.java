package phosphene.bench;

import java.nio.file.Path;
import phosphene.network.Shape;

/**
 * libtorch's functions and its autograd, with a gradient for the images only, in a process of its
 * own. That process gets the same network and images as every other peer and sends its whole
 * gradient back.
 */
public final class LibtorchPeer implements Peer {
  private final Workload workload;
  private final LibtorchNetwork libtorch;

  private LibtorchPeer(Workload workload, LibtorchNetwork libtorch) {
    this.workload = workload;
    this.libtorch = libtorch;
  }

  /**
   * Builds the program in {@code src/bench/libtorch} (the first time Maven downloads 110 MB),
   * starts it and sends it the network.
   *
   * @param home the project's folder
   * @param threads native threads of a step, at least 1
   * @throws PeerAbsentException if it cannot be built or does not start
   */
  public static LibtorchPeer start(Workload workload, Path home, int threads)
      throws PeerAbsentException {
    return new LibtorchPeer(workload, LibtorchNetwork.start(workload.network(), home, threads));
  }

  @Override
  public String name() {
    return "libtorch " + libtorch.version();
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
