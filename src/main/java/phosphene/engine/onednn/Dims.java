package phosphene.engine.onednn;

import phosphene.network.Extent;
import phosphene.network.Shape;
import phosphene.network.Window;

/** Extents as oneDNN takes them: images, channels, rows, columns. */
final class Dims {
  private Dims() {}

  static long[] of(int images, Shape shape) {
    return new long[] {images, shape.channels(), shape.height(), shape.width()};
  }

  static long[] of(Extent extent) {
    return new long[] {extent.rows(), extent.columns()};
  }

  static long[] kernel(Window window) {
    return of(window.kernel());
  }

  static long[] stride(Window window) {
    return of(window.stride());
  }

  /** oneDNN counts the positions that are left out. */
  static long[] dilation(Window window) {
    return new long[] {window.dilation().rows() - 1L, window.dilation().columns() - 1L};
  }

  /** Padding above and left of an image. */
  static long[] before(Window window, Shape in) {
    return new long[] {window.top(in.height()), window.left(in.width())};
  }

  /** Padding below and right of an image, as far as a window reaches. */
  static long[] after(Window window, Shape in) {
    return new long[] {window.bottom(in.height()), window.right(in.width())};
  }
}
