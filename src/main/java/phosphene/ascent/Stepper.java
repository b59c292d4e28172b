package phosphene.ascent;

import phosphene.spec.Optimizer;

/** Moves values uphill; holds the optimizer's memory of one tile. */
interface Stepper {
  /** Moves {@code values} along {@code slope}. */
  void step(float[] values, float[] slope);

  /** A fresh optimizer for {@code count} values. */
  static Stepper of(Optimizer asked, int count) {
    if (asked instanceof Optimizer.Adam adam) {
      return new AdamStepper(adam.rate(), count);
    }
    throw new AssertionError(asked);
  }
}
