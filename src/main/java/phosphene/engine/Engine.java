package phosphene.engine;

import java.util.List;
import phosphene.network.Architecture;

/**
 * A network on a device. Opened once per process; its sessions are independent of each other, each
 * to be used by one thread at a time, several threads at once.
 */
public interface Engine extends AutoCloseable {
  /** More images than these together gain nothing on a processor; fewer cost speed. */
  int USUAL_BATCH = 8;

  /**
   * What computes: library, version, instruction set and native threads, in one line for the index.
   */
  String name();

  /** The device, such as {@code cpu} or {@code cuda:0}. */
  String device();

  /** The layers of the network. */
  Architecture architecture();

  /**
   * Prepares the part of the network that {@code targets} depend on, with all buffers.
   *
   * @param targets at least one
   * @throws IllegalArgumentException if a target does not exist or the images do not fit the
   *     network
   */
  Session open(List<Target> targets, Batch batch);

  /**
   * Prepares what one channel of one target depends on, another channel for each image. The same
   * values as {@link #open} up to rounding, with less work: the other channels of the target are
   * not computed.
   *
   * @param channels for each image of the batch the only channel that is read and takes a gradient
   */
  Session focus(Target target, List<Integer> channels, int height, int width);

  /**
   * How many images pass the network together when a batch is fastest, memory aside. No value
   * depends on it.
   *
   * @param layers whose values are wanted
   * @param canvas pixels of a side that a recipe gives the network to see
   */
  default int fastestBatch(List<String> layers, int canvas) {
    return USUAL_BATCH;
  }

  @Override
  void close();
}
