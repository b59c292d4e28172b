package phosphene.bench;

/** A program that computes a workload's input gradient and says how long it took. */
public interface Peer extends AutoCloseable {
  /** Its name, with what decides its speed: {@code libtorch 2.10.0, 1 thread}. */
  String name();

  /**
   * One step: forward to the workload's layer, gradient back to the pixels.
   *
   * @param images batch x 3 x pixels x pixels, row-major, as the network's input; not written
   */
  TimedStep step(float[] images, int batch, int pixels);

  /** Whether it computes batches of that size. */
  default boolean takes(int batch) {
    return batch > 0;
  }

  /**
   * How far its gradient may be from the reference's, see {@link TimedStep#distanceTo}, or it
   * computed something else; infinite if it is known to compute less precisely.
   */
  default double tolerance() {
    return 0.05;
  }

  @Override
  void close();
}
