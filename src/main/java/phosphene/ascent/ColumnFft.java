package phosphene.ascent;

import java.util.Optional;

/**
 * The Fourier transform {@code X[k] = sum over n of x[n] exp(-2 pi i k n / length)} of every column
 * of a matrix, in place. Each row is an array of its own: a pass combines two rows value by value,
 * which the compiler turns into vector instructions. (It does not where both are parts of one
 * array.) Cooley and Tukey's decimation in time, prime factors but 2 by their definition; a length
 * with a large one is a {@link ChirpFft}'s.
 */
final class ColumnFft {
  // With a prime factor from this one on a convolution is faster than the definition.
  private static final int LARGE = 48;

  private final int length;
  private final int[] places;
  private final float[] cos;
  private final float[] sin;
  private final float[][] sumRe;
  private final float[][] sumIm;
  private final Optional<ChirpFft> chirp;

  /** Transforms columns of {@code length} values, at most {@code width} side by side. */
  ColumnFft(int length, int width) {
    this.length = length;
    this.cos = new float[length];
    this.sin = new float[length];
    for (int i = 0; i < length; i++) {
      cos[i] = (float) StrictMath.cos(2 * Math.PI * i / length);
      sin[i] = (float) -StrictMath.sin(2 * Math.PI * i / length);
    }
    int largest = largest(length);
    boolean direct = largest < LARGE;
    this.chirp = direct ? Optional.empty() : Optional.of(new ChirpFft(length, width));
    this.places = direct ? places(length) : ChirpFft.places(length);
    this.sumRe = new float[direct && largest > 2 ? largest : 0][width];
    this.sumIm = new float[sumRe.length][width];
  }

  /** The row from which {@link #transform} takes value n. */
  int place(int n) {
    return places[n];
  }

  private static int[] places(int length) {
    int[] places = new int[length];
    if (length > 1) {
      int factor = factor(length);
      int part = length / factor;
      int[] inner = places(part);
      for (int n = 0; n < length; n++) {
        places[n] = n % factor * part + inner[n / factor];
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
   * Transforms the columns: value n is taken from row {@code place(n)}, frequency k is put into row
   * k. With the two arguments exchanged this is the inverse, times the length.
   *
   * @param re real parts: rows of one width
   */
  void transform(float[][] re, float[][] im) {
    if (chirp.isPresent()) {
      chirp.get().transform(re, im);
    } else {
      transform(re, im, 0, length);
    }
  }

  private void transform(float[][] re, float[][] im, int from, int count) {
    if (count == 1) {
      return;
    }
    int factor = factor(count);
    int part = count / factor;
    for (int block = 0; block < factor; block++) {
      transform(re, im, from + block * part, part);
    }
    int step = length / count;
    for (int k = 0; k < part; k++) {
      int a = from + k;
      if (factor == 2) {
        int b = a + part;
        butterfly(re[a], im[a], re[b], im[b], cos[k * step], sin[k * step]);
      } else {
        combine(re, im, a, part, factor, k * step);
      }
    }
  }

  /** The second row is turned; the rows become their sum and their difference. */
  private static void butterfly(
      float[] ar, float[] ai, float[] br, float[] bi, float cos, float sin) {
    for (int i = 0; i < ar.length; i++) {
      float re = ar[i];
      float im = ai[i];
      float turnedRe = Math.fma(cos, br[i], -sin * bi[i]);
      float turnedIm = Math.fma(cos, bi[i], sin * br[i]);
      ar[i] = re + turnedRe;
      ai[i] = im + turnedIm;
      br[i] = re - turnedRe;
      bi[i] = im - turnedIm;
    }
  }

  /** Rows {@code first + j part}, turned, become their transform of {@code factor} values. */
  private void combine(float[][] re, float[][] im, int first, int part, int factor, int turn) {
    int width = re[first].length;
    for (int q = 0; q < factor; q++) {
      System.arraycopy(re[first], 0, sumRe[q], 0, width);
      System.arraycopy(im[first], 0, sumIm[q], 0, width);
      for (int j = 1; j < factor; j++) {
        int angle = (int) ((long) j * (q * (length / factor) + turn) % length);
        int row = first + j * part;
        add(re[row], im[row], cos[angle], sin[angle], sumRe[q], sumIm[q]);
      }
    }
    for (int q = 0; q < factor; q++) {
      System.arraycopy(sumRe[q], 0, re[first + q * part], 0, width);
      System.arraycopy(sumIm[q], 0, im[first + q * part], 0, width);
    }
  }

  private static void add(
      float[] re, float[] im, float cos, float sin, float[] toRe, float[] toIm) {
    for (int i = 0; i < re.length; i++) {
      toRe[i] = Math.fma(cos, re[i], Math.fma(-sin, im[i], toRe[i]));
      toIm[i] = Math.fma(cos, im[i], Math.fma(sin, re[i], toIm[i]));
    }
  }
}
