package phosphene.image.figures;

/**
 * A color in OKLab, where distances are about as large as people see them (Bjorn Ottosson, "A
 * perceptual color space for image processing", 2020).
 */
record OkLab(double lightness, double a, double b) {
  /** Of an sRGB color of 8 bits a channel. */
  static OkLab of(int rgb) {
    double red = linear(rgb >> 16 & 255);
    double green = linear(rgb >> 8 & 255);
    double blue = linear(rgb & 255);
    double l = StrictMath.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    double m = StrictMath.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    double s = StrictMath.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return new OkLab(
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
  }

  private static double linear(int level) {
    double value = level / 255.0;
    return value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
  }

  /** The square of the distance. */
  double distance(OkLab other) {
    double light = lightness - other.lightness;
    double red = a - other.a;
    double yellow = b - other.b;
    return light * light + red * red + yellow * yellow;
  }
}
