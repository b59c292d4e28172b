package phosphene.network;

/**
 * Which of the input's positions an output position sees.
 *
 * @param rows along the height
 * @param columns along the width
 */
public record Reach(Span rows, Span columns) {
  /** The position itself. */
  static final Reach POINT = new Reach(Span.of(1, 1, 0), Span.of(1, 1, 0));

  /**
   * One direction: output {@code i} sees the inputs from {@code (i * stride - before) / up},
   * rounded up, to {@code (i * stride - before + size - 1) / up}, rounded down.
   *
   * @param up how many outputs an input becomes; 1 but for layers that enlarge
   */
  public record Span(int size, int stride, int before, int up) {
    static Span of(int size, int stride, int before) {
      return new Span(size, stride, before, 1);
    }

    int first(int output) {
      return -Math.floorDiv(before - output * stride, up);
    }

    int last(int output) {
      return Math.floorDiv(output * stride - before + size - 1, up);
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
