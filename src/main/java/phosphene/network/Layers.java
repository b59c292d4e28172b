package phosphene.network;

import java.util.List;

/** What several layers share. */
final class Layers {
  private Layers() {}

  static Shape single(List<Shape> inputs) {
    requireCount(inputs, 1);
    return inputs.get(0);
  }

  static void requireCount(List<Shape> inputs, int count) {
    if (inputs.size() != count) {
      throw new IllegalArgumentException(
          "Invalid inputs: " + inputs.size() + " (must be " + count + ")");
    }
  }

  static Shape pooled(Shape in, Window window) {
    return new Shape(in.channels(), window.rows(in.height()), window.columns(in.width()));
  }

  /** Checks that a number of channels falls into equal groups. */
  static void requireGroups(String what, int channels, int groups) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "Invalid groups: " + groups + " (must divide the " + channels + " " + what + ")");
    }
  }
}
