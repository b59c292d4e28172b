package phosphene.ascent;

import java.util.Arrays;
import phosphene.spec.Draws;
import phosphene.spec.NaturalSpectrum;

/**
 * An image by the phases of its spectrum: {@code plane = irfft2(m exp(i values))} with magnitudes m
 * that stay as they are (Fel et al., Unlocking Feature Visualization with MAgnitude Constrained
 * Optimization, 2023). The values are angles, one for each of {@code size x (size / 2 + 1)}
 * frequencies of a plane.
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
  private final float[] ones;
  private final float[] weight;
  private final HalfSpectrumFft transform;

  PhaseSpectrum(int size, NaturalSpectrum.Table table) {
    this.size = size;
    this.half = size / 2 + 1;
    this.magnitude = magnitude(size, table);
    this.parts = new float[2 * magnitude.length];
    this.back = new float[parts.length];
    this.ones = new float[size * half];
    Arrays.fill(ones, 1);
    // A moved frequency stands for its mirror image too.
    this.weight = new float[size * half];
    Arrays.fill(weight, 2f / (size * size));
    this.transform = new HalfSpectrumFft(size, ColorTransform.COLORS);
  }

  private static float[] magnitude(int size, NaturalSpectrum.Table table) {
    int half = size / 2 + 1;
    double area = (double) size * size;
    float[] magnitude = new float[ColorTransform.COLORS * size * half];
    for (int plane = 0, at = 0; plane < ColorTransform.COLORS; plane++) {
      for (int y = 0; y < size; y++) {
        int down = y <= (size - 1) / 2 ? y : y - size;
        for (int x = 0; x < half; x++, at++) {
          boolean alone = 2 * x % size == 0 && 2 * y % size == 0;
          magnitude[at] = alone ? 0 : (float) (area * table.magnitude(plane, x, down));
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
      parts[2 * i] = (float) (magnitude[i] * StrictMath.cos(values[i]));
      parts[2 * i + 1] = (float) (magnitude[i] * StrictMath.sin(values[i]));
    }
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      mirror(plane, 0);
      if (size % 2 == 0) {
        mirror(plane, half - 1);
      }
    }
    transform.inverse(parts, ones, planes);
  }

  /** Makes the frequencies below zero of a column follow those above. */
  private void mirror(int plane, int column) {
    for (int y = 1; 2 * y < size; y++) {
      int from = 2 * ((plane * size + y) * half + column);
      int to = 2 * ((plane * size + size - y) * half + column);
      parts[to] = parts[from];
      parts[to + 1] = -parts[from + 1];
    }
  }

  @Override
  public void adjoint(float[] planes, float[] gradient) {
    transform.forward(planes, weight, back);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] =
          follows(i) ? 0 : back[2 * i + 1] * parts[2 * i] - back[2 * i] * parts[2 * i + 1];
    }
  }

  private boolean follows(int value) {
    int x = value % half;
    int y = value / half % size;
    return 2 * x % size == 0 && 2 * y > size;
  }
}
