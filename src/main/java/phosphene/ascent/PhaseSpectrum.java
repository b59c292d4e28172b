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
  // What the last forward made the image of: of each plane all real, then all imaginary parts.
  private final float[] parts;
  private final float[] back;
  private final float[][] ones;
  private final float[][] weight;
  private final HalfSpectrumFft transform;

  PhaseSpectrum(int size, NaturalSpectrum.Table table) {
    this.size = size;
    this.half = size / 2 + 1;
    this.magnitude = magnitude(size, table);
    this.parts = new float[2 * magnitude.length];
    this.back = new float[parts.length];
    this.transform = new HalfSpectrumFft(size, ColorTransform.COLORS);
    this.ones = transform.factors(filled(1));
    // A moved frequency stands for its mirror image too.
    this.weight = transform.factors(filled(2f / (size * size)));
  }

  private float[] filled(float value) {
    float[] values = new float[size * half];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] magnitude(int size, NaturalSpectrum.Table table) {
    int half = size / 2 + 1;
    double area = (double) size * size;
    float[] magnitude = new float[ColorTransform.COLORS * size * half];
    for (int plane = 0, at = 0; plane < ColorTransform.COLORS; plane++) {
      for (int x = 0; x < size; x++) {
        int across = Math.min(x, size - x);
        for (int down = 0; down < half; down++, at++) {
          boolean alone = 2 * x % size == 0 && 2 * down % size == 0;
          magnitude[at] = alone ? 0 : (float) (area * table.magnitude(plane, across, down));
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
      int real = real(i);
      parts[real] = (float) (magnitude[i] * StrictMath.cos(values[i]));
      parts[real + size * half] = (float) (magnitude[i] * StrictMath.sin(values[i]));
    }
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      mirror(plane, 0);
      if (size % 2 == 0) {
        mirror(plane, half - 1);
      }
    }
    transform.inverse(parts, ones, planes);
  }

  /** Where the real part of a value is. */
  private int real(int value) {
    return value + value / (size * half) * size * half;
  }

  /** Makes the frequencies left of zero of a row follow those right of it. */
  private void mirror(int plane, int down) {
    int imaginary = size * half;
    for (int x = 1; 2 * x < size; x++) {
      int from = (2 * plane * size + x) * half + down;
      int to = (2 * plane * size + size - x) * half + down;
      parts[to] = parts[from];
      parts[to + imaginary] = -parts[from + imaginary];
    }
  }

  @Override
  public void adjoint(float[] planes, float[] gradient) {
    transform.forward(planes, weight, back);
    for (int i = 0; i < gradient.length; i++) {
      int re = real(i);
      int im = re + size * half;
      gradient[i] = follows(i) ? 0 : back[im] * parts[re] - back[re] * parts[im];
    }
  }

  private boolean follows(int value) {
    int down = value % half;
    int x = value / half % size;
    return 2 * down % size == 0 && 2 * x > size;
  }
}
