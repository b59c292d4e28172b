package phosphene.engine.host;

/**
 * A layer in plain Java, one image at a time: what ND4J does not have, does wrong, or does another
 * way for another batch. Arrays hold an image's values in the order row, column, channel.
 */
public interface HostLayer {
  /** Fills {@code output}, which is zero. */
  void forward(float[][] inputs, float[] output);

  /**
   * Fills the inputs' gradients.
   *
   * @param inputGradients one for each input, zero
   */
  void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients);
}
