package phosphene.ascent;

import org.jtransforms.fft.FloatFFT_1D;
import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * An image by its spectrum: {@code plane = irfft2(scale * values) / 4}, values being complex
 * numbers of {@code size x (size / 2 + 1)} frequencies. The scale is {@code size / max(f, 1 / size)
 * ^ decay} with f the distance from frequency zero in cycles per pixel, which makes the start look
 * like a natural image's spectrum (lucid, optvis/param/spatial.py; the 4 is lucid's too).
 */
final class Spectrum implements ImageParameters {
  // JTransforms would else split long transforms over threads of its own.
  static {
    ConcurrencyUtils.setNumberOfThreads(1);
  }

  private final int size;
  private final int half;
  private final float[] scale;
  private final FloatFFT_1D transform;
  private final float[] work;
  private final float[] column;
  private final float[] row;

  Spectrum(int size, double decay) {
    this.size = size;
    this.half = size / 2 + 1;
    this.scale = scale(size, decay);
    this.transform = new FloatFFT_1D(size);
    this.work = new float[size * half * 2];
    this.column = new float[2 * size];
    this.row = new float[size];
  }

  private static float[] scale(int size, double decay) {
    int half = size / 2 + 1;
    float[] scale = new float[size * half];
    for (int y = 0; y < size; y++) {
      double fy = (y <= (size - 1) / 2 ? y : y - size) / (double) size;
      for (int x = 0; x < half; x++) {
        double fx = x / (double) size;
        double frequency = Math.max(Math.sqrt(fx * fx + fy * fy), 1.0 / size);
        scale[y * half + x] = (float) (size / StrictMath.pow(frequency, decay) / 4);
      }
    }
    return scale;
  }

  @Override
  public int count() {
    return ColorTransform.COLORS * work.length;
  }

  @Override
  public void forward(float[] values, float[] planes) {
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      int from = plane * work.length;
      for (int i = 0; i < scale.length; i++) {
        work[2 * i] = values[from + 2 * i] * scale[i];
        work[2 * i + 1] = values[from + 2 * i + 1] * scale[i];
      }
      inverseColumns();
      inverseRows(planes, plane * size * size);
    }
  }

  @Override
  public void adjoint(float[] planes, float[] gradient) {
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      forwardRows(planes, plane * size * size);
      forwardColumns();
      int to = plane * work.length;
      for (int i = 0; i < scale.length; i++) {
        float weight = weight(i);
        gradient[to + 2 * i] = weight * work[2 * i];
        gradient[to + 2 * i + 1] = weight * work[2 * i + 1];
      }
    }
  }

  /** By how much a value of the half spectrum moves the image. */
  private float weight(int i) {
    int x = i % half;
    float area = size * size;
    // A frequency inside the half spectrum stands for its mirror image too.
    return (x == 0 || 2 * x == size ? 1 : 2) * scale[i] / area;
  }

  @Override
  public void inverse(float[] planes, float[] values) {
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      forwardRows(planes, plane * size * size);
      forwardColumns();
      int to = plane * work.length;
      for (int i = 0; i < scale.length; i++) {
        values[to + 2 * i] = work[2 * i] / scale[i];
        values[to + 2 * i + 1] = work[2 * i + 1] / scale[i];
      }
    }
  }

  @Override
  public void inverseAdjoint(float[] gradient, float[] planes) {
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      int from = plane * work.length;
      for (int i = 0; i < scale.length; i++) {
        float weight = weight(i);
        work[2 * i] = gradient[from + 2 * i] / weight;
        work[2 * i + 1] = gradient[from + 2 * i + 1] / weight;
      }
      inverseColumns();
      inverseRows(planes, plane * size * size);
    }
  }

  @Override
  public boolean placed() {
    return false;
  }

  private void inverseColumns() {
    for (int x = 0; x < half; x++) {
      gather(x);
      transform.complexInverse(column, true);
      scatter(x);
    }
  }

  private void forwardColumns() {
    for (int x = 0; x < half; x++) {
      gather(x);
      transform.complexForward(column);
      scatter(x);
    }
  }

  private void gather(int x) {
    for (int y = 0; y < size; y++) {
      column[2 * y] = work[2 * (y * half + x)];
      column[2 * y + 1] = work[2 * (y * half + x) + 1];
    }
  }

  private void scatter(int x) {
    for (int y = 0; y < size; y++) {
      work[2 * (y * half + x)] = column[2 * y];
      work[2 * (y * half + x) + 1] = column[2 * y + 1];
    }
  }

  private void inverseRows(float[] planes, int to) {
    for (int y = 0; y < size; y++) {
      int from = 2 * y * half;
      for (int x = 0; x < half; x++) {
        if (2 * x < size) {
          row[2 * x] = work[from + 2 * x];
        }
        if (x > 0 && 2 * x + 1 < size) {
          row[2 * x + 1] = work[from + 2 * x + 1];
        }
      }
      if (size > 1) {
        row[1] = last(from);
      }
      transform.realInverse(row, true);
      System.arraycopy(row, 0, planes, to + y * size, size);
    }
  }

  /**
   * What JTransforms packs at index 1: the real Nyquist term, or the last imaginary part if size is
   * odd.
   */
  private float last(int from) {
    return size % 2 == 0 ? work[from + 2 * (half - 1)] : work[from + 2 * (half - 1) + 1];
  }

  private void forwardRows(float[] planes, int from) {
    for (int y = 0; y < size; y++) {
      System.arraycopy(planes, from + y * size, row, 0, size);
      transform.realForward(row);
      int to = 2 * y * half;
      for (int x = 0; x < half; x++) {
        work[to + 2 * x] = 2 * x < size ? row[2 * x] : row[1];
        work[to + 2 * x + 1] = x > 0 && 2 * x + 1 < size ? row[2 * x + 1] : 0;
      }
      if (size % 2 == 1 && size > 1) {
        work[to + 2 * (half - 1) + 1] = row[1];
      }
    }
  }
}
