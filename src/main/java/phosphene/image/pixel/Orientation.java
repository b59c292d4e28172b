package phosphene.image.pixel;

/**
 * Where the stored pixels of a photo go in the upright one: pixel (x, y) to index {@code origin + x
 * * right + y * down} of rows of {@code width}.
 */
record Orientation(int width, int height, int origin, int right, int down) {
  /**
   * Of EXIF's tag 274, for a stored picture of w x h.
   *
   * @param tag 1 to 8; all else is upright, as viewers take it
   */
  static Orientation of(int tag, int w, int h) {
    return switch (tag) {
      case 2 -> new Orientation(w, h, w - 1, -1, w);
      case 3 -> new Orientation(w, h, w * h - 1, -1, -w);
      case 4 -> new Orientation(w, h, w * (h - 1), 1, -w);
      case 5 -> new Orientation(h, w, 0, h, 1);
      case 6 -> new Orientation(h, w, h - 1, h, -1);
      case 7 -> new Orientation(h, w, w * h - 1, -h, -1);
      case 8 -> new Orientation(h, w, h * (w - 1), -h, 1);
      default -> new Orientation(w, h, 0, 1, w);
    };
  }

  int at(int x, int y) {
    return origin + x * right + y * down;
  }
}
