package phosphene.network;

import java.util.function.IntUnaryOperator;

/**
 * Which of the input's positions an output position sees.
 *
 * @param rows along the height
 * @param columns along the width
 */
public record Reach(Span rows, Span columns) {
  /** The position itself. */
  static final Reach POINT = new Reach(Span.of(1, 1, 0), Span.of(1, 1, 0));

  /** One direction. What lies beyond an end of the input is not there. */
  public interface Span {
    /** The first place of the input that an output sees. */
    int first(int output);

    /** The last one; before the first if it sees none. */
    int last(int output);

    /** From the first to the last at most, both included. */
    default int extent() {
      return 1;
    }

    /** Places between what an output and the {@link #up}-th after it see. */
    default int stride() {
      return 1;
    }

    /** How many outputs are made of {@link #stride} places; 1 but for layers that enlarge. */
    default int up() {
      return 1;
    }

    static Span of(int size, int stride, int before) {
      return new Sliding(size, stride, before, 1);
    }
  }

  /**
   * Output {@code i} sees the inputs from {@code (i * stride - before) / up}, rounded up, to {@code
   * (i * stride - before + size - 1) / up}, rounded down.
   */
  record Sliding(int size, int stride, int before, int up) implements Span {
    @Override
    public int first(int output) {
      return -Math.floorDiv(before - output * stride, up);
    }

    @Override
    public int last(int output) {
      return Math.floorDiv(output * stride - before + size - 1, up);
    }

    @Override
    public int extent() {
      return (size - 1) / up + 1;
    }
  }

  /** Every output sees one place. */
  record Point(IntUnaryOperator place) implements Span {
    @Override
    public int first(int output) {
      return place.applyAsInt(output);
    }

    @Override
    public int last(int output) {
      return place.applyAsInt(output);
    }
  }

  /** What a sliding window sees of an input. */
  static Reach of(Window window, Shape input) {
    return new Reach(
        Span.of(window.tall(), window.strideY(), window.top(input.height())),
        Span.of(window.wide(), window.strideX(), window.left(input.width())));
  }

  /** Everything, from the only position of the output. */
  static Reach whole(Shape input) {
    return new Reach(
        Span.of(input.height(), input.height(), 0), Span.of(input.width(), input.width(), 0));
  }

  /** Everything, from every position of the output. */
  static Reach everywhere(Shape input) {
    return new Reach(Span.of(input.height(), 0, 0), Span.of(input.width(), 0, 0));
  }
}
