package phosphene.ascent;

import java.util.Arrays;

/**
 * The Fourier transform of square planes of real numbers in two directions, as the half of the
 * spectrum that says all: for each of {@code size} frequencies down {@code size / 2 + 1} across, a
 * real and an imaginary part side by side. Instances hold scratch arrays and serve one thread.
 *
 * <p>Two real rows of a plane, one of its upper and one of its lower part, pass the transform
 * across as the real and imaginary parts of one complex row.
 */
final class HalfSpectrumFft {
  private final int size;
  private final int half;
  private final int planes;
  private final int upper;
  private final ColumnFft fft;
  // By the frequency or place down: planes x half columns.
  private final Rows down;
  // By the frequency or place across: planes x upper columns, lower rows as imaginary parts.
  private final Rows across;
  private final float[][] image;
  // For each frequency across the spectrum of upper and lower rows, before and after the transform.
  private final Pairs given;
  private final Pairs made;
  private final Rows acrossMade;
  private final Rows downMade;
  private final Rows downUpper;
  private final Rows downLower;
  private final Rows madeUpper;
  private final Rows madeLower;
  private final float[][][] upperRows;
  private final float[][][] lowerRows;

  /** Real and imaginary parts, row by row. */
  private record Rows(float[][] re, float[][] im) {
    static Rows of(int count, int width) {
      return new Rows(new float[count][width], new float[count][width]);
    }

    /** Rows in the order in which a transform leaves them. */
    Rows ordered(ColumnFft fft) {
      Rows ordered = new Rows(new float[re.length][], new float[re.length][]);
      for (int k = 0; k < re.length; k++) {
        ordered.re[k] = re[fft.place(k)];
        ordered.im[k] = im[fft.place(k)];
      }
      return ordered;
    }

    Rows part(int from, int to) {
      return new Rows(Arrays.copyOfRange(re, from, to), Arrays.copyOfRange(im, from, to));
    }
  }

  /**
   * The spectra of upper and lower rows, in the rows of their joint transform: those of the lower
   * ones with both parts exchanged, so that each sum takes the place of what it is made of.
   */
  private record Pairs(Rows upper, Rows lower) {
    /**
     * @param joint by frequency, all of them
     */
    static Pairs of(Rows joint, int half, int width) {
      int size = joint.re.length;
      Rows upper = joint.part(0, half);
      Rows lower = joint.part(0, half);
      for (int k = 0; k < half; k++) {
        boolean alone = k == 0 || 2 * k == size;
        lower.re[k] = alone ? joint.im[k] : joint.im[size - k];
        lower.im[k] = alone ? new float[width] : joint.re[size - k];
        upper.im[k] = alone ? new float[width] : joint.im[k];
      }
      return new Pairs(upper, lower);
    }
  }

  HalfSpectrumFft(int size, int planes) {
    this.size = size;
    this.half = size / 2 + 1;
    this.planes = planes;
    this.upper = (size + 1) / 2;
    this.fft = new ColumnFft(size, planes * Math.max(half, upper));
    this.down = Rows.of(size, planes * half);
    this.across = Rows.of(size, planes * upper);
    this.image = new float[planes * size][size];
    this.given = Pairs.of(across, half, planes * upper);
    this.acrossMade = across.ordered(fft);
    this.made = Pairs.of(acrossMade, half, planes * upper);
    this.downMade = down.ordered(fft);
    this.downUpper = down.part(0, upper);
    this.downLower = down.part(upper, size);
    this.madeUpper = downMade.part(0, upper);
    this.madeLower = downMade.part(upper, size);
    this.upperRows = new float[planes][][];
    this.lowerRows = new float[planes][][];
    for (int plane = 0; plane < planes; plane++) {
      int first = plane * size;
      upperRows[plane] = Arrays.copyOfRange(image, first, first + upper);
      lowerRows[plane] = Arrays.copyOfRange(image, first + upper, first + size);
    }
  }

  /** Fills {@code values} with the spectrum of {@code images}, times {@code factors}. */
  void forward(float[] images, float[] factors, float[] values) {
    for (int i = 0; i < image.length; i++) {
      System.arraycopy(images, i * size, image[i], 0, size);
    }
    clear();
    for (int plane = 0; plane < planes; plane++) {
      int at = plane * upper;
      Transposition.copy(upperRows[plane], 0, across.re, at, size);
      Transposition.copy(lowerRows[plane], 0, across.im, at, size);
    }
    fft.transform(across.re, across.im);
    for (int k = 0; k < half; k++) {
      if (!alone(k)) {
        // From the joint spectrum at k and -k to those of upper and lower rows at k.
        sumFirst(made.upper.re[k], made.lower.im[k], 0.5f);
        differenceFirst(made.upper.im[k], made.lower.re[k], 0.5f);
      }
    }
    for (int plane = 0; plane < planes; plane++) {
      int from = plane * upper;
      int at = plane * half;
      Transposition.copy(made.upper.re, from, downUpper.re, at, upper);
      Transposition.copy(made.upper.im, from, downUpper.im, at, upper);
      Transposition.copy(made.lower.re, from, downLower.re, at, size - upper);
      Transposition.copy(made.lower.im, from, downLower.im, at, size - upper);
    }
    fft.transform(down.re, down.im);
    for (int v = 0; v < size; v++) {
      for (int plane = 0; plane < planes; plane++) {
        int to = 2 * (plane * size + v) * half;
        weave(downMade.re[v], downMade.im[v], plane * half, factors, v * half, values, to);
      }
    }
  }

  /** Fills {@code images} with the inverse transform of {@code values}, times {@code factors}. */
  void inverse(float[] values, float[] factors, float[] images) {
    for (int v = 0; v < size; v++) {
      for (int plane = 0; plane < planes; plane++) {
        int from = 2 * (plane * size + v) * half;
        unweave(values, from, factors, v * half, down.re[v], down.im[v], plane * half);
      }
    }
    fft.transform(down.im, down.re); // exchanged: the inverse
    clear();
    for (int plane = 0; plane < planes; plane++) {
      int from = plane * half;
      int at = plane * upper;
      Transposition.copy(madeUpper.re, from, given.upper.re, at, half);
      Transposition.copy(madeUpper.im, from, given.upper.im, at, half);
      Transposition.copy(madeLower.re, from, given.lower.re, at, half);
      Transposition.copy(madeLower.im, from, given.lower.im, at, half);
    }
    for (int k = 0; k < half; k++) {
      if (!alone(k)) {
        differenceFirst(given.upper.re[k], given.lower.im[k], 1);
        sumFirst(given.upper.im[k], given.lower.re[k], 1);
      }
    }
    fft.transform(across.im, across.re);
    for (int plane = 0; plane < planes; plane++) {
      int from = plane * upper;
      Transposition.copy(acrossMade.re, from, upperRows[plane], 0, upper);
      Transposition.copy(acrossMade.im, from, lowerRows[plane], 0, size - upper);
    }
    float area = size * size;
    for (int i = 0; i < image.length; i++) {
      over(area, image[i]);
      System.arraycopy(image[i], 0, images, i * size, size);
    }
  }

  private boolean alone(int k) {
    return k == 0 || 2 * k == size;
  }

  /** Lower rows are one fewer than upper ones where the size is odd: the last column stays zero. */
  private void clear() {
    if (size % 2 == 1) {
      for (int row = 0; row < size; row++) {
        for (int plane = 0; plane < planes; plane++) {
          across.re[row][(plane + 1) * upper - 1] = 0;
          across.im[row][(plane + 1) * upper - 1] = 0;
        }
      }
    }
  }

  private static void sumFirst(float[] a, float[] b, float factor) {
    for (int i = 0; i < a.length; i++) {
      float left = a[i] * factor;
      float right = b[i] * factor;
      a[i] = right + left;
      b[i] = right - left;
    }
  }

  private static void differenceFirst(float[] a, float[] b, float factor) {
    for (int i = 0; i < a.length; i++) {
      float left = a[i] * factor;
      float right = b[i] * factor;
      a[i] = left - right;
      b[i] = left + right;
    }
  }

  private void weave(
      float[] re, float[] im, int at, float[] factors, int first, float[] values, int to) {
    for (int k = 0; k < half; k++) {
      float factor = factors[first + k];
      values[to + 2 * k] = factor * re[at + k];
      values[to + 2 * k + 1] = factor * im[at + k];
    }
  }

  private void unweave(
      float[] values, int from, float[] factors, int first, float[] re, float[] im, int at) {
    for (int k = 0; k < half; k++) {
      float factor = factors[first + k];
      re[at + k] = factor * values[from + 2 * k];
      im[at + k] = factor * values[from + 2 * k + 1];
    }
  }

  private static void over(float area, float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] /= area;
    }
  }
}
