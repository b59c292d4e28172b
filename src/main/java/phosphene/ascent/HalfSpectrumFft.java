package phosphene.ascent;

import java.util.Arrays;

/**
 * The Fourier transform of square planes of real numbers in two directions, as the half of the
 * spectrum that says all: for each of {@code size} frequencies across {@code size / 2 + 1} down, of
 * each plane first all real and then all imaginary parts. Instances hold scratch arrays and serve
 * one thread.
 *
 * <p>Two real columns of a plane, one of its left and one of its right part, pass the transform
 * down as the real and imaginary parts of one complex column. Between the two directions rows
 * become columns.
 */
final class HalfSpectrumFft {
  private final int size;
  private final int half;
  private final int planes;
  private final int left;
  private final ColumnFft fft;
  // By the frequency or place down: planes x left columns, right columns as imaginary parts.
  private final Rows down;
  private final Rows downTaken;
  // By the frequency or place across: planes x half frequencies down.
  private final Rows across;
  private final Rows acrossTaken;
  private final Rows acrossLeft;
  private final Rows acrossRight;
  private final Rows takenLeft;
  private final Rows takenRight;
  // For each frequency down the spectrum of left and right columns, before and after the transform.
  private final Pairs given;
  private final Pairs made;

  /** Real and imaginary parts, row by row. */
  private record Rows(float[][] re, float[][] im) {
    static Rows of(int count, int width) {
      return new Rows(new float[count][width], new float[count][width]);
    }

    /** The same rows in the order from which a transform takes them: row n is value n. */
    Rows taken(ColumnFft fft) {
      Rows taken = new Rows(new float[re.length][], new float[re.length][]);
      for (int n = 0; n < re.length; n++) {
        taken.re[n] = re[fft.place(n)];
        taken.im[n] = im[fft.place(n)];
      }
      return taken;
    }

    Rows part(int from, int to) {
      return new Rows(Arrays.copyOfRange(re, from, to), Arrays.copyOfRange(im, from, to));
    }
  }

  /**
   * The spectra of left and right columns, in the rows of their joint transform: those of the right
   * ones with both parts exchanged, so that each sum takes the place of what it is made of.
   */
  private record Pairs(Rows left, Rows right) {
    /**
     * @param joint by frequency, all of them
     */
    static Pairs of(Rows joint, int half, int width) {
      int size = joint.re.length;
      Rows left = joint.part(0, half);
      Rows right = joint.part(0, half);
      for (int k = 0; k < half; k++) {
        boolean alone = k == 0 || 2 * k == size;
        right.re[k] = alone ? joint.im[k] : joint.im[size - k];
        right.im[k] = alone ? new float[width] : joint.re[size - k];
        left.im[k] = alone ? new float[width] : joint.im[k];
      }
      return new Pairs(left, right);
    }
  }

  HalfSpectrumFft(int size, int planes) {
    this.size = size;
    this.half = size / 2 + 1;
    this.planes = planes;
    this.left = (size + 1) / 2;
    this.fft = new ColumnFft(size, planes * half);
    this.down = Rows.of(size, planes * left);
    this.downTaken = down.taken(fft);
    this.across = Rows.of(size, planes * half);
    this.acrossTaken = across.taken(fft);
    this.acrossLeft = across.part(0, left);
    this.acrossRight = across.part(left, size);
    this.takenLeft = acrossTaken.part(0, left);
    this.takenRight = acrossTaken.part(left, size);
    this.given = Pairs.of(downTaken, half, planes * left);
    this.made = Pairs.of(down, half, planes * left);
  }

  /**
   * Factors in the form that the transforms want.
   *
   * @param byFrequency for each frequency across those down, the same for all planes
   */
  float[][] factors(float[] byFrequency) {
    float[][] rows = new float[size][planes * half];
    for (int u = 0; u < size; u++) {
      for (int plane = 0; plane < planes; plane++) {
        System.arraycopy(byFrequency, u * half, rows[u], plane * half, half);
      }
    }
    return rows;
  }

  /** Fills {@code values} with the spectrum of {@code images}, times {@code factors}. */
  void forward(float[] images, float[][] factors, float[] values) {
    clear();
    for (int y = 0; y < size; y++) {
      for (int plane = 0; plane < planes; plane++) {
        int from = (plane * size + y) * size;
        System.arraycopy(images, from, downTaken.re[y], plane * left, left);
        System.arraycopy(images, from + left, downTaken.im[y], plane * left, size - left);
      }
    }
    fft.transform(down.re, down.im);
    for (int k = 0; k < half; k++) {
      if (!alone(k)) {
        // From the joint spectrum at k and -k to those of left and right columns at k.
        sumFirst(made.left.re[k], made.right.im[k], 0.5f);
        differenceFirst(made.left.im[k], made.right.re[k], 0.5f);
      }
    }
    for (int plane = 0; plane < planes; plane++) {
      turned(made.left, plane * left, takenLeft, plane * half, left);
      turned(made.right, plane * left, takenRight, plane * half, size - left);
    }
    fft.transform(across.re, across.im);
    for (int u = 0; u < size; u++) {
      times(across.re[u], factors[u]);
      times(across.im[u], factors[u]);
      for (int plane = 0; plane < planes; plane++) {
        System.arraycopy(across.re[u], plane * half, values, real(plane, u), half);
        System.arraycopy(across.im[u], plane * half, values, imaginary(plane, u), half);
      }
    }
  }

  /** Fills {@code images} with the inverse transform of {@code values}, times {@code factors}. */
  void inverse(float[] values, float[][] factors, float[] images) {
    for (int u = 0; u < size; u++) {
      float[] re = acrossTaken.re[u];
      float[] im = acrossTaken.im[u];
      for (int plane = 0; plane < planes; plane++) {
        System.arraycopy(values, real(plane, u), re, plane * half, half);
        System.arraycopy(values, imaginary(plane, u), im, plane * half, half);
      }
      times(re, factors[u]);
      times(im, factors[u]);
    }
    fft.transform(across.im, across.re); // exchanged: the inverse
    clear();
    for (int plane = 0; plane < planes; plane++) {
      turned(acrossLeft, plane * half, given.left, plane * left, half);
      turned(acrossRight, plane * half, given.right, plane * left, half);
    }
    float each = 1f / (size * size);
    for (int k = 0; k < half; k++) {
      if (alone(k)) {
        times(given.left.re[k], each);
        times(given.right.re[k], each);
      } else {
        differenceFirst(given.left.re[k], given.right.im[k], each);
        sumFirst(given.left.im[k], given.right.re[k], each);
      }
    }
    fft.transform(down.im, down.re);
    for (int y = 0; y < size; y++) {
      for (int plane = 0; plane < planes; plane++) {
        int to = (plane * size + y) * size;
        System.arraycopy(down.re[y], plane * left, images, to, left);
        System.arraycopy(down.im[y], plane * left, images, to + left, size - left);
      }
    }
  }

  /** The right columns are one fewer than the left ones where the size is odd: the last is zero. */
  private void clear() {
    if (size % 2 == 1) {
      for (int row = 0; row < size; row++) {
        for (int plane = 1; plane <= planes; plane++) {
          down.re[row][plane * left - 1] = 0;
          down.im[row][plane * left - 1] = 0;
        }
      }
    }
  }

  /** Rows become columns: {@code count} rows are filled. */
  private static void turned(Rows from, int start, Rows to, int at, int count) {
    Transposition.copy(from.re, start, to.re, at, count);
    Transposition.copy(from.im, start, to.im, at, count);
  }

  private static void times(float[] row, float[] factors) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factors[i];
    }
  }

  private static void times(float[] row, float factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  private static void sumFirst(float[] a, float[] b, float factor) {
    for (int i = 0; i < a.length; i++) {
      float first = a[i] * factor;
      float second = b[i] * factor;
      a[i] = second + first;
      b[i] = second - first;
    }
  }

  private static void differenceFirst(float[] a, float[] b, float factor) {
    for (int i = 0; i < a.length; i++) {
      float first = a[i] * factor;
      float second = b[i] * factor;
      a[i] = first - second;
      b[i] = first + second;
    }
  }

  private int real(int plane, int u) {
    return (2 * plane * size + u) * half;
  }

  private int imaginary(int plane, int u) {
    return ((2 * plane + 1) * size + u) * half;
  }

  private boolean alone(int k) {
    return k == 0 || 2 * k == size;
  }
}
