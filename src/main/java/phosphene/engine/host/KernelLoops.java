package phosphene.engine.host;

/**
 * A kernel that joins positions ("outer") with the windows over them ("inner"), both ways, in
 * groups of channels that do not know each other. The innermost loops go over channels that lie
 * side by side, so that they become vector instructions.
 */
final class KernelLoops {
  private final WindowTaps taps;
  private final int groups;
  private final int outer;
  private final int inner;
  private final float[] kernel;
  private final float[] turned;

  /**
   * Lays a kernel out.
   *
   * @param outer channels of a position, in each group
   * @param inner channels of a window, in each group
   * @param kernel of a convolution from positions to windows: (group, inner) x outer x rows x
   *     columns
   */
  KernelLoops(WindowTaps taps, int groups, int outer, int inner, float[] kernel) {
    this.taps = taps;
    this.groups = groups;
    this.outer = outer;
    this.inner = inner;
    this.kernel = new float[kernel.length];
    this.turned = new float[kernel.length];
    int size = taps.size();
    int from = 0;
    for (int f = 0; f < groups * inner; f++) {
      int group = f / inner;
      for (int c = 0; c < outer; c++) {
        for (int k = 0; k < size; k++) {
          // tap, outer, (group, inner) one way; tap, inner, (group, outer) the other
          this.kernel[(k * outer + c) * groups * inner + f] = kernel[from];
          this.turned[(k * inner + f % inner) * groups * outer + group * outer + c] = kernel[from];
          from++;
        }
      }
    }
  }

  /** Adds to each window what its positions give. */
  void gather(float[] positions, float[] windows) {
    int[] under = new int[taps.size()];
    for (int window = 0; window < taps.windows(); window++) {
      taps.under(window, under);
      for (int k = 0; k < under.length; k++) {
        if (under[k] != WindowTaps.OUTSIDE) {
          int from = under[k] * groups * outer;
          int weights = k * outer * groups * inner;
          add(positions, from, outer, kernel, weights, windows, window * groups * inner, inner);
        }
      }
    }
  }

  /** Adds to the positions what the windows above them give: the adjoint of {@link #gather}. */
  void scatter(float[] windows, float[] positions) {
    int[] under = new int[taps.size()];
    for (int window = 0; window < taps.windows(); window++) {
      taps.under(window, under);
      for (int k = 0; k < under.length; k++) {
        if (under[k] != WindowTaps.OUTSIDE) {
          int to = under[k] * groups * outer;
          int weights = k * inner * groups * outer;
          add(windows, window * groups * inner, inner, turned, weights, positions, to, outer);
        }
      }
    }
  }

  /** One tap: in each group {@code to[j] += from[i] * weights[i][j]}. */
  private void add(
      float[] from,
      int start,
      int many,
      float[] weights,
      int first,
      float[] to,
      int target,
      int wide) {
    int all = groups * wide;
    if (many == 1 && wide == 1) {
      for (int j = 0; j < all; j++) {
        to[target + j] += from[start + j] * weights[first + j];
      }
      return;
    }
    for (int group = 0; group < groups; group++) {
      int at = target + group * wide;
      for (int i = 0; i < many; i++) {
        float value = from[start + group * many + i];
        int row = first + i * all + group * wide;
        for (int j = 0; j < wide; j++) {
          to[at + j] += value * weights[row + j];
        }
      }
    }
  }

  /**
   * A kernel with the channels of its two sides exchanged: from (group, a) x b x rows x columns to
   * (group, b) x a x rows x columns.
   */
  static float[] exchanged(float[] kernel, int groups, int a, int b) {
    int size = kernel.length / (groups * a * b);
    float[] moved = new float[kernel.length];
    for (int row = 0; row < groups * a * b; row++) {
      int to = (row / (a * b) * b + row % b) * a + row / b % a;
      System.arraycopy(kernel, row * size, moved, to * size, size);
    }
    return moved;
  }

  /** Fills every position of {@code values} with the bias. */
  static void fill(float[] values, float[] bias) {
    for (int i = 0; i < values.length; i += bias.length) {
      System.arraycopy(bias, 0, values, i, bias.length);
    }
  }
}
