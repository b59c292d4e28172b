package phosphene.ascent;

import java.util.Arrays;
import phosphene.spec.Optimizer;

/**
 * What the planes of some pictures have in common: a picture of low frequencies that all of them
 * contain, moved by the sum of their gradients (after lucid, optvis/param/lowres.py, which adds one
 * enlarged picture to all). What differs between the pictures is their own.
 */
final class SharedPlanes {
  // Cycles across the picture up to which frequencies are shared; the finer ones fade out to twice
  // of it. lucid's coarsest shared pictures have 4 and 8 pixels.
  private static final double COARSE = 4;

  // As that of lucid's spectrum.
  private static final double DECAY = 1;

  private final Spectrum spectrum;
  private final OptimizerState optimizer;
  private final float[] mask;
  private final float[] values;
  private final float[] gradient;
  private final float[] planes;
  private final float[] collected;
  private boolean waiting;

  SharedPlanes(int size, Optimizer asked) {
    this.spectrum = new Spectrum(size, DECAY);
    this.values = new float[spectrum.count()];
    this.gradient = new float[values.length];
    this.mask = mask(size, values.length);
    this.planes = new float[ColorTransform.COLORS * size * size];
    this.collected = new float[planes.length];
    this.optimizer = OptimizerState.of(asked, spectrum);
  }

  /** 1 for low frequencies, 0 from twice the border on. */
  private static float[] mask(int size, int count) {
    int half = size / 2 + 1;
    float[] mask = new float[count];
    for (int i = 0; i < count; i++) {
      int x = i / half % size;
      double fx = x <= (size - 1) / 2 ? x : x - size;
      double fy = i % half;
      double cycles = Math.sqrt(fx * fx + fy * fy);
      mask[i] = (float) Math.max(0, Math.min(1, 2 - cycles / COARSE));
    }
    return mask;
  }

  /** Draws what is shared, after it was moved. */
  void draw() {
    spectrum.forward(values, planes);
  }

  /** Adds it to the planes of a picture. */
  void addTo(float[] own) {
    for (int i = 0; i < own.length; i++) {
      own[i] += planes[i];
    }
  }

  /** Takes the gradient of a picture by its planes. */
  void collect(float[] own) {
    for (int i = 0; i < own.length; i++) {
      collected[i] += own[i];
    }
    waiting = true;
  }

  /**
   * Moves what is shared along the sum of all gradients since the last step, if there were some.
   *
   * @param share of the length that the optimizer's step has
   */
  void step(double share) {
    if (!waiting) {
      return;
    }
    waiting = false;
    spectrum.adjoint(collected, gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= mask[i];
    }
    optimizer.step(values, gradient, share);
    Arrays.fill(collected, 0);
  }

  /** False once a value is infinite or not a number. */
  boolean finite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
