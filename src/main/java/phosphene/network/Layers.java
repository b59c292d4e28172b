package phosphene.network;

import java.util.List;

/** What several layers share. */
final class Layers {
  private Layers() {}

  static Shape single(List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException("Invalid inputs: " + inputs.size() + " (must be 1)");
    }
    return inputs.get(0);
  }

  static Shape pooled(Shape in, Window window) {
    return new Shape(in.channels(), window.rows(in.height()), window.columns(in.width()));
  }

  static Window whole(List<Shape> inputs) {
    Shape in = single(inputs);
    return new Window(
        in.height(), in.width(), in.height(), in.width(), 0, 0, Window.Rounding.FLOOR);
  }
}
