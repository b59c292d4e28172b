package phosphene.network;

import java.util.Locale;

/**
 * The sliding window of a convolution or pooling layer.
 *
 * @param height rows of the window
 * @param width columns of the window
 * @param strideY rows between two windows
 * @param strideX columns between two windows
 * @param padY rows of padding above and below (0 with {@link Rounding#SAME})
 * @param padX columns of padding left and right (0 with {@link Rounding#SAME})
 * @param rounding how the number of windows is found
 */
public record Window(
    int height, int width, int strideY, int strideX, int padY, int padX, Rounding rounding) {

  /** How many windows fit. */
  public enum Rounding {
    /** {@code floor((n + 2 pad - k) / stride) + 1}. */
    FLOOR,
    /**
     * {@code ceil((n + 2 pad - k) / stride) + 1}, but no window starts in the padding below or
     * right (Caffe's and PyTorch's ceil mode).
     */
    CEIL,
    /**
     * {@code ceil(n / stride)}; the padding is split, the odd pixel below and right (TensorFlow).
     */
    SAME
  }

  public Window {
    if (height < 1 || width < 1 || strideY < 1 || strideX < 1 || padY < 0 || padX < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid window: %dx%d stride %dx%d pad %dx%d",
              height,
              width,
              strideY,
              strideX,
              padY,
              padX));
    }
  }

  /** A square window with floor rounding. */
  public static Window of(int size, int stride, int pad) {
    return new Window(size, size, stride, stride, pad, pad, Rounding.FLOOR);
  }

  /** This window with another rounding. */
  public Window rounded(Rounding other) {
    return new Window(height, width, strideY, strideX, padY, padX, other);
  }

  /** Output rows for {@code rows} input rows. */
  public int rows(int rows) {
    return outputs(rows, height, strideY, padY);
  }

  /** Output columns for {@code columns} input columns. */
  public int columns(int columns) {
    return outputs(columns, width, strideX, padX);
  }

  /** Rows of padding above the first input row, for {@code rows} input rows. */
  public int top(int rows) {
    return before(rows, height, strideY, padY);
  }

  /** Columns of padding left of the first input column, for {@code columns} input columns. */
  public int left(int columns) {
    return before(columns, width, strideX, padX);
  }

  /** Rows that the last window reaches below the input (0 or more), for {@code rows} input rows. */
  public int bottom(int rows) {
    return Math.max(0, (rows(rows) - 1) * strideY + height - rows - top(rows));
  }

  /** Columns that the last window reaches right of the input (0 or more). */
  public int right(int columns) {
    return Math.max(0, (columns(columns) - 1) * strideX + width - columns - left(columns));
  }

  private int outputs(int n, int k, int stride, int pad) {
    int room = n + 2 * pad - k;
    return switch (rounding) {
      case SAME -> ceil(n, stride);
      case FLOOR -> Math.floorDiv(room, stride) + 1;
      case CEIL -> {
        int count = ceil(room, stride) + 1;
        yield (count - 1) * stride >= n + pad ? count - 1 : count;
      }
    };
  }

  private int before(int n, int k, int stride, int pad) {
    if (rounding != Rounding.SAME) {
      return pad;
    }
    return Math.max(0, (ceil(n, stride) - 1) * stride + k - n) / 2;
  }

  private static int ceil(int a, int b) {
    return Math.floorDiv(a + b - 1, b);
  }
}
