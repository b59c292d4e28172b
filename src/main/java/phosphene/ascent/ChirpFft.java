package phosphene.ascent;

import java.util.Arrays;

/**
 * The Fourier transform of columns of any length as a convolution (Bluestein, 1970): by {@code k n
 * = (k^2 + n^2 - (k - n)^2) / 2} it is a product with a chirp, a convolution with its conjugate,
 * and a product again. The convolution is a transform of a power of two, there and back.
 */
final class ChirpFft {
  private final int length;
  private final ColumnFft fft;
  // exp(-i pi n^2 / length)
  private final float[] cos;
  private final float[] sin;
  // By frequency: the transform of the conjugate chirp, over its length.
  private final float[] filterRe;
  private final float[] filterIm;
  // Values in the order in which a transform takes them, and what it makes of them.
  private final float[][] re;
  private final float[][] im;
  private final float[][] turnedRe;
  private final float[][] turnedIm;

  ChirpFft(int length, int width) {
    this.length = length;
    int whole = 2 * Integer.highestOneBit(2 * length - 2);
    this.fft = new ColumnFft(whole, width);
    this.cos = new float[length];
    this.sin = new float[length];
    for (int n = 0; n < length; n++) {
      double angle = Math.PI * ((long) n * n % (2L * length)) / length;
      cos[n] = (float) StrictMath.cos(angle);
      sin[n] = (float) -StrictMath.sin(angle);
    }
    this.re = new float[whole][width];
    this.im = new float[whole][width];
    this.turnedRe = new float[whole][];
    this.turnedIm = new float[whole][];
    for (int k = 0; k < whole; k++) {
      turnedRe[fft.place(k)] = re[k];
      turnedIm[fft.place(k)] = im[k];
    }
    this.filterRe = new float[whole];
    this.filterIm = new float[whole];
    filter(whole);
  }

  private void filter(int whole) {
    float[][] chirpRe = new float[whole][1];
    float[][] chirpIm = new float[whole][1];
    for (int n = 0; n < length; n++) {
      for (int at : new int[] {n, (whole - n) % whole}) {
        chirpRe[fft.place(at)][0] = cos[n];
        chirpIm[fft.place(at)][0] = -sin[n];
      }
    }
    fft.transform(chirpRe, chirpIm);
    for (int k = 0; k < whole; k++) {
      filterRe[k] = chirpRe[k][0] / whole;
      filterIm[k] = chirpIm[k][0] / whole;
    }
  }

  /** Rows as they are: value n is taken from row n. */
  static int[] places(int length) {
    int[] places = new int[length];
    for (int n = 0; n < length; n++) {
      places[n] = n;
    }
    return places;
  }

  /** Transforms the columns as {@link ColumnFft#transform} does. */
  void transform(float[][] toRe, float[][] toIm) {
    int whole = re.length;
    int width = toRe[0].length;
    for (int n = 0; n < whole; n++) {
      int place = fft.place(n);
      if (n < length) {
        turn(toRe[n], toIm[n], cos[n], sin[n], re[place], im[place], width);
      } else {
        Arrays.fill(re[place], 0, width, 0);
        Arrays.fill(im[place], 0, width, 0);
      }
    }
    fft.transform(re, im);
    for (int k = 0; k < whole; k++) {
      turn(re[k], im[k], filterRe[k], filterIm[k], re[k], im[k], width);
    }
    fft.transform(turnedIm, turnedRe); // exchanged: the inverse
    for (int k = 0; k < length; k++) {
      turn(turnedRe[k], turnedIm[k], cos[k], sin[k], toRe[k], toIm[k], width);
    }
  }

  private static void turn(
      float[] re,
      float[] im,
      float cos,
      float sin,
      float[] toRe,
      float[] toIm,
      int count) {
    for (int i = 0; i < count; i++) {
      float a = re[i];
      float b = im[i];
      toRe[i] = Math.fma(cos, a, -sin * b);
      toIm[i] = Math.fma(cos, b, sin * a);
    }
  }
}
