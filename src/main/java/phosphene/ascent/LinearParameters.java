package phosphene.ascent;

import phosphene.spec.Draws;

/** A map from values to an image that is linear, and can be undone. */
interface LinearParameters extends ImageParameters {
  /** Fills {@code values} such that {@link #forward} gives {@code planes}. */
  void inverse(float[] planes, float[] values);

  /** Fills {@code planes} such that {@link #adjoint} gives {@code gradient}. */
  void inverseAdjoint(float[] gradient, float[] planes);

  /** True if the values are the planes, each of one place. */
  boolean placed();

  /** The standard deviation of the values at the start. */
  double deviation();

  @Override
  default void start(Draws draws, float[] values) {
    draws.normal(values, deviation());
  }
}
