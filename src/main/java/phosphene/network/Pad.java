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
    return new Reach(Reach.Span.of(1, 1, padding.top()), Reach.Span.of(1, 1, padding.left()));
  }
}
