package phosphene.ascent;

/**
 * One term of what is maximized, on the device: a function of one or several images of a batch.
 * Values are those of the last forward pass of the session that it reads.
 */
interface ObjectiveTerm {
  /** Its value. */
  double score();

  /** Adds {@code factor} times the gradient of the value. */
  void addGradient(float factor);

  /**
   * Adds the gradient whose size says what the term's own gradients are like: they are weighed by
   * it against those of other terms.
   */
  default void addScale() {
    addGradient(1);
  }
}
