package phosphene.network;

import java.util.List;

/**
 * A border around every channel.
 *
 * @param value of the border, where its mode is {@link Mode#CONSTANT}
 */
public record Pad(Padding padding, Mode mode, float value) implements Layer {
  /** What a border is made of. */
  public enum Mode {
    /** One value. */
    CONSTANT,
    /** The input mirrored at its outermost pixel, which is not repeated. */
    REFLECT,
    /** The outermost pixel. */
    EDGE
  }

  /** A border of zeros. */
  public static Pad zeros(Padding padding) {
    return new Pad(padding, Mode.CONSTANT, 0);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    if (mode == Mode.REFLECT
        && (Math.max(padding.top(), padding.bottom()) >= in.height()
            || Math.max(padding.left(), padding.right()) >= in.width())) {
      throw new IllegalArgumentException("Cannot mirror " + in + " by " + padding);
    }
    return new Shape(
        in.channels(),
        in.height() + padding.top() + padding.bottom(),
        in.width() + padding.left() + padding.right());
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    return new Reach(span(padding.top(), in.height()), span(padding.left(), in.width()));
  }

  private Reach.Span span(int before, int size) {
    return switch (mode) {
      case CONSTANT -> Reach.Span.of(1, 1, before);
      case REFLECT -> new Reach.Point(output -> mirrored(output - before, size));
      case EDGE -> new Reach.Point(output -> Math.max(0, Math.min(size - 1, output - before)));
    };
  }

  /** The place within {@code size} that a place beyond its ends mirrors. */
  public static int mirrored(int place, int size) {
    int inside = Math.abs(place);
    return inside < size ? inside : 2 * (size - 1) - inside;
  }
}
