package phosphene.network;

/**
 * One direction of a sliding window over a line of pixels.
 *
 * @param taps how many pixels it reads
 * @param before the padding before the first pixel
 * @param end the first place behind the padding, counted from the first pixel
 */
record PlainWindow(int taps, int stride, int dilation, int before, int end) {
  static PlainWindow rows(Window window, int size) {
    return of(
        window.kernel().rows(),
        window.stride().rows(),
        window.dilation().rows(),
        new int[] {window.padding().top(), window.padding().bottom()},
        window.rounding(),
        size);
  }

  static PlainWindow columns(Window window, int size) {
    return of(
        window.kernel().columns(),
        window.stride().columns(),
        window.dilation().columns(),
        new int[] {window.padding().left(), window.padding().right()},
        window.rounding(),
        size);
  }

  private static PlainWindow of(
      int taps, int stride, int dilation, int[] pads, Window.Rounding rounding, int size) {
    int before = pads[0];
    int after = pads[1];
    if (rounding == Window.Rounding.SAME || rounding == Window.Rounding.SAME_LOWER) {
      int windows = (int) Math.ceil(size / (double) stride);
      int missing = Math.max(0, (windows - 1) * stride + (taps - 1) * dilation + 1 - size);
      before = rounding == Window.Rounding.SAME ? missing / 2 : (missing + 1) / 2;
      after = missing - before;
    }
    return new PlainWindow(taps, stride, dilation, before, size + after);
  }

  /** The pixel that a tap of a window reads; it may lie outside the line. */
  int pixel(int window, int tap) {
    return window * stride + tap * dilation - before;
  }
}
