package phosphene.ascent;

/**
 * How strong the colors of an image are.
 *
 * @param contrast standard deviation of the luminance (BT.709's weights on the values as they are),
 *     of 1 for white
 * @param saturation root mean square distance of red, green and blue from their mean
 */
record ColorStrength(double contrast, double saturation) {

  /** That of three planes in 0..1. */
  static ColorStrength of(float[] rgb) {
    int area = rgb.length / ColorTransform.COLORS;
    double sum = 0;
    double squares = 0;
    double distance = 0;
    for (int i = 0; i < area; i++) {
      float r = rgb[i];
      float g = rgb[area + i];
      float b = rgb[2 * area + i];
      double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      sum += y;
      squares += y * y;
      double mean = (r + g + b) / 3.0;
      distance += (r - mean) * (r - mean) + (g - mean) * (g - mean) + (b - mean) * (b - mean);
    }
    double mean = sum / area;
    return new ColorStrength(
        Math.sqrt(Math.max(0, squares / area - mean * mean)),
        Math.sqrt(distance / (ColorTransform.COLORS * area)));
  }
}
