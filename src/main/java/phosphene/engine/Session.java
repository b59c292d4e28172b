package phosphene.engine;

import phosphene.network.Shape;

/**
 * The buffers of one batch on a device. A step is {@link #forward}, any number of {@link #read},
 * then {@link #addGradient} where the objective has a gradient, and {@link #backward}. A closed
 * session answers every other call with an {@link IllegalStateException}.
 */
public interface Session extends AutoCloseable {
  /** The shape of a target's activations for one image. */
  Shape shape(int target);

  /**
   * Runs the network.
   *
   * @param pixels images x 3 x height x width, red, green and blue planes in 0..1; the network's
   *     own preprocessing is applied here
   */
  void forward(float[] pixels);

  /** Copies the activations of a channel, height x width values, into {@code map}. */
  void read(TargetChannel channel, float[] map);

  /** Adds to the objective's gradient at a channel; height x width values. */
  void addGradient(TargetChannel channel, float[] gradient);

  /**
   * Copies all activations of a target in one image: height x width x channels values, the channels
   * of a position side by side.
   *
   * @throws IllegalStateException if the session is focused on single channels
   */
  void read(int target, int image, float[] values);

  /**
   * Adds to the objective's gradient at all activations of a target in one image.
   *
   * @param gradients height x width x channels values, not to be written before {@link #backward}
   * @throws IllegalStateException if the session is focused on single channels
   */
  void addGradient(int target, int image, float[] gradients);

  /**
   * Carries the added gradients back to the pixels and forgets them.
   *
   * @param gradient filled with images x 3 x height x width values: the objective's gradient by
   *     pixel
   */
  void backward(ReluRule rule, float[] gradient);

  @Override
  void close();
}
