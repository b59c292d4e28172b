package phosphene.ascent;

import java.util.Arrays;
import phosphene.spec.Draws;
import phosphene.spec.NaturalSpectrum;

/**
 * An image by the phases of its spectrum: {@code plane = irfft2(m exp(i values))} with magnitudes m
 * that stay as they are (Fel et al., Unlocking Feature Visualization with MAgnitude Constrained
 * Optimization, 2023). The values are angles, one for each of {@code size} frequencies across
 * by {@code size / 2 + 1} down of a plane.
 *
 * <p>Of two frequencies that are each other's mirror image within the half spectrum, the first is
 * moved and the second follows, so that the image has the magnitudes exactly. Those that are their
 * own mirror image, such as the mean, have no phase; they are 0.
 */
final class PhaseSpectrum implements ImageParameters {
  private final int size;
  private final int half;
  private final float[] magnitude;
  // Real and imaginary parts of what the last forward made the image of.
  private final float[] parts;
  private final float[] back;
  private final HalfSpectrumFft transform;
  private final float[][] ones;
  private final float[][] weight;

  PhaseSpectrum(int size, NaturalSpectrum.Table table) {
    this.size = size;
    this.half = size / 2 + 1;
    this.magnitude = magnitude(size, table);
    this.parts = new float[2 * magnitude.length];
    this.back = new float[parts.length];
    this.transform = new HalfSpectrumFft(size, ColorTransform.COLORS);
    float[] all = new float[size * half];
    Arrays.fill(all, 1);
    this.ones = transform.factors(all);
    // A moved frequency stands for its mirror image too.
    Arrays.fill(all, 2f / (size * size));
    this.weight = transform.factors(all);
  }

  private static float[] magnitude(int size, NaturalSpectrum.Table table) {
    int half = size / 2 + 1;
    double area = (double) size * size;
    float[] magnitude = new float[ColorTransform.COLORS * size * half];
    for (int plane = 0, at = 0; plane < ColorTransform.COLORS; plane++) {
      for (int x = 0; x < size; x++) {
        int across = x <= (size - 1) / 2 ? x : x - size;
        for (int y = 0; y < half; y++, at++) {
          boolean alone = 2 * x % size == 0 && 2 * y % size == 0;
          magnitude[at] = alone ? 0 : (float) (area * table.magnitude(plane, across, y));
        }
      }
    }
    return magnitude;
  }

  @Override
  public int count() {
    return magnitude.length;
  }

  @Override
  public void start(Draws draws, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draws.between(-Math.PI, Math.PI);
    }
  }

  @Override
  public void forward(float[] values, float[] planes) {
    for (int i = 0; i < values.length; i++) {
      parts[real(i)] = (float) (magnitude[i] * StrictMath.cos(values[i]));
      parts[imaginary(i)] = (float) (magnitude[i] * StrictMath.sin(values[i]));
    }
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      mirror(plane, 0);
      if (size % 2 == 0) {
        mirror(plane, half - 1);
      }
    }
    transform.inverse(parts, ones, planes);
  }

  private int real(int value) {
    return value + value / (size * half) * size * half;
  }

  private int imaginary(int value) {
    return real(value) + size * half;
  }

  /** Makes the frequencies across below zero follow those above, at a frequency down. */
  private void mirror(int plane, int down) {
    for (int x = 1; 2 * x < size; x++) {
      int from = (plane * size + x) * half + down;
      int to = (plane * size + size - x) * half + down;
      parts[real(to)] = parts[real(from)];
      parts[imaginary(to)] = -parts[imaginary(from)];
    }
  }

  @Override
  public void adjoint(float[] planes, float[] gradient) {
    transform.forward(planes, weight, back);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] =
          follows(i)
              ? 0
              : back[imaginary(i)] * parts[real(i)] - back[real(i)] * parts[imaginary(i)];
    }
  }

  private boolean follows(int value) {
    int down = value % half;
    int across = value / half % size;
    return 2 * down % size == 0 && 2 * across > size;
  }
}
