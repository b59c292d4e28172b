package phosphene.primer;

/** A color: red, green and blue, nominally in 0..1 (sRGB, not linear). */
record Rgb(double red, double green, double blue) {
  static Rgb gray(double level) {
    return new Rgb(level, level, level);
  }

  /**
   * The color of a hue in turns (0 red, 1/3 green, 2/3 blue; any number), saturation and value in
   * 0..1 (Smith, SIGGRAPH 1978).
   */
  static Rgb hsv(double hue, double saturation, double value) {
    return new Rgb(
        value * (1 - saturation * notch(hue)),
        value * (1 - saturation * notch(hue - 1 / 3.0)),
        value * (1 - saturation * notch(hue - 2 / 3.0)));
  }

  /** 0 within a sixth of a turn around 0, 1 beyond a third, linear between. */
  private static double notch(double hue) {
    double away = Math.abs(hue - Math.rint(hue));
    return Math.max(0, Math.min(1, 6 * away - 1));
  }

  /** The mixture with {@code share} of the other color: 0 is this one, 1 the other. */
  Rgb to(Rgb other, double share) {
    return new Rgb(
        red + (other.red - red) * share,
        green + (other.green - green) * share,
        blue + (other.blue - blue) * share);
  }

  /** Brighter for gains above 1, darker below. */
  Rgb times(double gain) {
    return new Rgb(Math.min(1, red * gain), Math.min(1, green * gain), Math.min(1, blue * gain));
  }

  /** Perceived lightness, 0..1 (luma of ITU-R BT.709). */
  double luma() {
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** How clearly two colors differ, about 0..1: by lightness, else by hue. */
  double contrast(Rgb other) {
    double r = red - other.red;
    double g = green - other.green;
    double b = blue - other.blue;
    // 0.55: black and white are sqrt(3) apart, red and green sqrt(2)
    return Math.max(Math.abs(luma() - other.luma()), 0.55 * Math.sqrt(r * r + g * g + b * b));
  }
}
