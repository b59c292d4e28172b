package phosphene.network;

import java.util.Locale;

/**
 * The sliding window of a convolution or pooling layer.
 *
 * @param kernel rows and columns that it reads
 * @param stride rows and columns between two windows
 * @param padding around the input (none with {@link Rounding#SAME} and {@link Rounding#SAME_LOWER},
 *     which find their own)
 * @param dilation rows and columns between two that it reads; 1 for neighbours
 * @param rounding how the number of windows is found
 */
public record Window(
    Extent kernel, Extent stride, Padding padding, Extent dilation, Rounding rounding) {
  /** How many windows fit. */
  public enum Rounding {
    /** {@code floor((n + pads - k) / stride) + 1}. */
    FLOOR,
    /**
     * {@code ceil((n + pads - k) / stride) + 1}, but no window starts in the padding below or right
     * (Caffe's and PyTorch's ceil mode).
     */
    CEIL,
    /**
     * {@code ceil(n / stride)}; the padding is split, the odd pixel below and right (TensorFlow).
     */
    SAME,
    /** As {@link #SAME}, the odd pixel above and left (ONNX). */
    SAME_LOWER;

    /** True if the padding follows from the input's size. */
    public boolean same() {
      return this == SAME || this == SAME_LOWER;
    }
  }

  public Window {
    if (!kernel.atLeast(1) || !stride.atLeast(1) || !dilation.atLeast(1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid window: %s stride %s dilation %s", kernel, stride, dilation));
    }
    if (rounding.same() && !padding.equals(Padding.NONE)) {
      throw new IllegalArgumentException("Invalid window: " + padding + " with " + rounding);
    }
  }

  /** A window whose rows and columns are neighbours, with the same padding on opposite sides. */
  public Window(
      int height, int width, int strideY, int strideX, int padY, int padX, Rounding rounding) {
    this(
        new Extent(height, width),
        new Extent(strideY, strideX),
        Padding.of(padY, padX),
        Extent.ONE,
        rounding);
  }

  /** A square window with floor rounding. */
  public static Window of(int size, int stride, int pad) {
    return new Window(size, size, stride, stride, pad, pad, Rounding.FLOOR);
  }

  /** This window with another rounding. */
  public Window rounded(Rounding other) {
    return new Window(kernel, stride, padding, dilation, other);
  }

  /** This window with other padding. */
  public Window padded(Padding other) {
    return new Window(kernel, stride, other, dilation, rounding);
  }

  /** This window with another dilation. */
  public Window dilated(Extent other) {
    return new Window(kernel, stride, padding, other, rounding);
  }

  /** Rows that it reads. */
  public int height() {
    return kernel.rows();
  }

  /** Columns that it reads. */
  public int width() {
    return kernel.columns();
  }

  public int strideY() {
    return stride.rows();
  }

  public int strideX() {
    return stride.columns();
  }

  /** True if it reads neighbours and has the same padding on opposite sides. */
  public boolean plain() {
    return dilation.equals(Extent.ONE) && padding.symmetric() && rounding != Rounding.SAME_LOWER;
  }

  /** Rows from the first that it reads to the last, both included. */
  public int tall() {
    return (kernel.rows() - 1) * dilation.rows() + 1;
  }

  /** Columns from the first that it reads to the last, both included. */
  public int wide() {
    return (kernel.columns() - 1) * dilation.columns() + 1;
  }

  /** Output rows for {@code rows} input rows. */
  public int rows(int rows) {
    return outputs(rows, tall(), strideY(), padding.top(), padding.bottom());
  }

  /** Output columns for {@code columns} input columns. */
  public int columns(int columns) {
    return outputs(columns, wide(), strideX(), padding.left(), padding.right());
  }

  /** Rows of padding above the first input row, for {@code rows} input rows. */
  public int top(int rows) {
    return before(rows, tall(), strideY(), padding.top());
  }

  /** Columns of padding left of the first input column, for {@code columns} input columns. */
  public int left(int columns) {
    return before(columns, wide(), strideX(), padding.left());
  }

  /** Rows that the last window reaches below the input (0 or more), for {@code rows} input rows. */
  public int bottom(int rows) {
    return Math.max(0, (rows(rows) - 1) * strideY() + tall() - rows - top(rows));
  }

  /** Columns that the last window reaches right of the input (0 or more). */
  public int right(int columns) {
    return Math.max(0, (columns(columns) - 1) * strideX() + wide() - columns - left(columns));
  }

  private int outputs(int n, int k, int step, int before, int after) {
    int room = n + before + after - k;
    return switch (rounding) {
      case SAME, SAME_LOWER -> ceil(n, step);
      case FLOOR -> Math.floorDiv(room, step) + 1;
      case CEIL -> {
        int count = ceil(room, step) + 1;
        yield (count - 1) * step >= n + before ? count - 1 : count;
      }
    };
  }

  private int before(int n, int k, int step, int pad) {
    int total = Math.max(0, (ceil(n, step) - 1) * step + k - n);
    return switch (rounding) {
      case FLOOR, CEIL -> pad;
      case SAME -> total / 2;
      case SAME_LOWER -> total - total / 2;
    };
  }

  private static int ceil(int a, int b) {
    return Math.floorDiv(a + b - 1, b);
  }
}
