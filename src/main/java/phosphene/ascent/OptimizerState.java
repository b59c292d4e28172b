package phosphene.ascent;

import phosphene.spec.Optimizer;

/** A gradient ascent optimizer with its memory of one tile. */
public interface OptimizerState {
  /** Moves {@code values} along {@code gradient}. */
  default void step(float[] values, float[] gradient) {
    step(values, gradient, 1);
  }

  /**
   * Moves {@code values} along {@code gradient} by a shorter step.
   *
   * @param share of the length that it would have
   */
  void step(float[] values, float[] gradient, double share);

  /**
   * Its memory: gradients by value that it remembers, changed in place by the caller that moves the
   * values.
   */
  float[] momentum();

  /** Its memory: squares of gradients by value. */
  float[] squares();

  /**
   * Takes other squares, of values that have moved as the momentum has; each is increased to the
   * least that there is with its momentum.
   */
  void takeSquares(float[] moved);

  /** All that it remembers, to go on later with {@link #restore}. */
  Memory memory();

  /** Goes on where another one of the same kind was. */
  void restore(Memory memory);

  /**
   * What an optimizer remembers.
   *
   * @param steps that it took
   */
  record Memory(long steps, float[] mean, float[] square) {}

  /** A fresh optimizer for the values of an image. */
  static OptimizerState of(Optimizer asked, ImageParameters parameters) {
    if (asked instanceof Optimizer.Adam adam) {
      return new AdamState(adam.rate(), parameters.count());
    }
    if (asked instanceof Optimizer.AdamMini mini) {
      return new AdamMiniState(mini, parameters.blocks());
    }
    if (asked instanceof Optimizer.Nadam nadam) {
      return new NadamState(nadam.rate(), parameters.count());
    }
    throw new AssertionError(asked);
  }
}
