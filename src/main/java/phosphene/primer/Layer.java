package phosphene.primer;

/** A shape filled with an ink; {@code opacity} in 0..1. */
record Layer(Field shape, Ink ink, double opacity) {
  Layer(Field shape, Ink ink) {
    this(shape, ink, 1);
  }

  Layer(Field shape, Rgb color) {
    this(shape, Ink.of(color), 1);
  }

  /** The whole plane. */
  static Layer all(Ink ink) {
    return new Layer((x, y) -> -1e9, ink);
  }
}
