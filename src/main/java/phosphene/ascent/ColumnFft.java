package phosphene.ascent;

import java.util.Arrays;

/**
 * The Fourier transform {@code X[k] = sum over n of x[n] exp(-2 pi i k n / length)} of every column
 * of a matrix, in place. Each row is an array of its own: a pass combines two rows value by value,
 * which the compiler turns into vector instructions. (It does not where both are parts of one
 * array.) Cooley and Tukey's decimation in frequency for factors of 2; other factors by their
 * definition.
 */
final class ColumnFft {
  private final int length;
  private final int[] places;
  private final float[] cos;
  private final float[] sin;
  private final float[][] sumRe;
  private final float[][] sumIm;

  /** Transforms columns of {@code length} values, at most {@code width} side by side. */
  ColumnFft(int length, int width) {
    this.length = length;
    this.cos = new float[length];
    this.sin = new float[length];
    for (int i = 0; i < length; i++) {
      cos[i] = (float) StrictMath.cos(2 * Math.PI * i / length);
      sin[i] = (float) -StrictMath.sin(2 * Math.PI * i / length);
    }
    this.places = places(length);
    int odd = largest(length);
    this.sumRe = new float[odd == 2 ? 0 : odd][width];
    this.sumIm = new float[sumRe.length][width];
  }

  /** Where {@link #transform} puts frequency k: the row {@code place(k)}. */
  int place(int k) {
    return places[k];
  }

  private static int[] places(int length) {
    int[] places = new int[length];
    if (length > 1) {
      int factor = factor(length);
      int part = length / factor;
      int[] inner = places(part);
      for (int k = 0; k < length; k++) {
        places[k] = k % factor * part + inner[k / factor];
      }
    }
    return places;
  }

  /** The least prime factor. */
  private static int factor(int length) {
    for (int factor = 2; factor * factor <= length; factor++) {
      if (length % factor == 0) {
        return factor;
      }
    }
    return length;
  }

  private static int largest(int length) {
    int largest = 2;
    for (int rest = length; rest > 1; rest /= factor(rest)) {
      largest = Math.max(largest, factor(rest));
    }
    return largest;
  }

  /**
   * Transforms the columns. With the two arguments exchanged this is the inverse, times the length.
   *
   * @param re real parts: rows of one width
   */
  void transform(float[][] re, float[][] im) {
    transform(re, im, 0, length);
  }

  private void transform(float[][] re, float[][] im, int from, int count) {
    if (count == 1) {
      return;
    }
    int factor = factor(count);
    int part = count / factor;
    for (int row = 0; row < part; row++) {
      if (factor == 2) {
        int a = from + row;
        int b = a + part;
        int turn = row * (length / count);
        halve(re[a], im[a], re[b], im[b], cos[turn], sin[turn]);
      } else {
        combine(re, im, from + row, part, factor, row * (length / count));
      }
    }
    for (int block = 0; block < factor; block++) {
      transform(re, im, from + block * part, part);
    }
  }

  /** Two rows become their sum, and their difference turned. */
  private static void halve(
      float[] ar, float[] ai, float[] br, float[] bi, float turnRe, float turnIm) {
    // Loops of more operations than these are not unrolled, and so not turned into vectors.
    sumAndDifference(ar, br);
    sumAndDifference(ai, bi);
    if (turnIm != 0) {
      turn(br, bi, turnRe, turnIm, br, bi);
    }
  }

  private static void sumAndDifference(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      float left = a[i];
      float right = b[i];
      a[i] = left + right;
      b[i] = left - right;
    }
  }

  /** Rows {@code first + j part} become their transform of {@code factor} values, turned. */
  private void combine(float[][] re, float[][] im, int first, int part, int factor, int turn) {
    for (int q = 0; q < factor; q++) {
      Arrays.fill(sumRe[q], 0);
      Arrays.fill(sumIm[q], 0);
      for (int j = 0; j < factor; j++) {
        int angle = q * j % factor * (length / factor);
        int row = first + j * part;
        add(re[row], im[row], cos[angle], sin[angle], sumRe[q], sumIm[q]);
      }
    }
    for (int q = 0; q < factor; q++) {
      int row = first + q * part;
      turn(sumRe[q], sumIm[q], cos[q * turn], sin[q * turn], re[row], im[row]);
    }
  }

  private static void add(
      float[] re, float[] im, float cos, float sin, float[] toRe, float[] toIm) {
    for (int i = 0; i < re.length; i++) {
      float a = re[i];
      float b = im[i];
      float sumRe = toRe[i] + (cos * a - sin * b);
      float sumIm = toIm[i] + (cos * b + sin * a);
      toRe[i] = sumRe;
      toIm[i] = sumIm;
    }
  }

  private static void turn(
      float[] re, float[] im, float cos, float sin, float[] toRe, float[] toIm) {
    for (int i = 0; i < toRe.length; i++) {
      float a = re[i];
      float b = im[i];
      toRe[i] = cos * a - sin * b;
      toIm[i] = cos * b + sin * a;
    }
  }
}
