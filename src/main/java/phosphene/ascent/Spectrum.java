package phosphene.ascent;

/**
 * An image by its spectrum: {@code plane = irfft2(scale * values) / 4}, values being the real and
 * then the imaginary parts of {@code size} frequencies across by {@code size / 2 + 1} down. The
 * scale is {@code size / max(f, 1 / size) ^ decay} with f the distance from frequency zero in
 * cycles per pixel, which makes the start look like a natural image's spectrum (lucid,
 * optvis/param/spatial.py; the 4 is lucid's too). With a cut at frequency c the scale is multiplied
 * by {@code 1 / (1 + (f / c)^4)}: half at c, a fifth at 1.4 c.
 *
 * <p>The transforms of all columns run side by side; between the two directions rows become
 * columns.
 */
final class Spectrum implements LinearParameters {
  private final int size;
  private final double deviation;
  private final int half;
  private final HalfSpectrumFft transform;
  private final float[][] scale;
  private final float[][] weight;

  /** A spectrum from which no frequencies are cut. */
  Spectrum(int size, double decay) {
    this(size, decay, 0, 0);
  }

  /**
   * A spectrum.
   *
   * @param cut frequency in cycles a pixel whose amplitude is halved; 0: none
   * @param deviation of the random start
   */
  Spectrum(int size, double decay, double cut, double deviation) {
    this.size = size;
    this.deviation = deviation;
    this.half = size / 2 + 1;
    this.transform = new HalfSpectrumFft(size, ColorTransform.COLORS);
    float[] byFrequency = scale(size, decay, cut);
    this.scale = transform.factors(byFrequency);
    this.weight = transform.factors(weight(byFrequency));
  }

  /** For each frequency across those down, from zero. */
  private static float[] scale(int size, double decay, double cut) {
    int half = size / 2 + 1;
    float[] scale = new float[size * half];
    for (int x = 0; x < size; x++) {
      double fx = (x <= (size - 1) / 2 ? x : x - size) / (double) size;
      for (int y = 0; y < half; y++) {
        double fy = y / (double) size;
        double frequency = Math.max(Math.sqrt(fx * fx + fy * fy), 1.0 / size);
        scale[x * half + y] =
            (float) (size / StrictMath.pow(frequency, decay) / 4 * passed(frequency, cut));
      }
    }
    return scale;
  }

  private static double passed(double frequency, double cut) {
    double square = frequency * frequency / (cut * cut);
    return cut == 0 ? 1 : 1 / (1 + square * square);
  }

  /** By how much a value of the half spectrum moves the image. */
  private float[] weight(float[] scale) {
    float[] weights = new float[scale.length];
    float area = size * size;
    for (int i = 0; i < weights.length; i++) {
      int y = i % half;
      // A frequency inside the half spectrum stands for its mirror image too.
      weights[i] = (y == 0 || 2 * y == size ? 1 : 2) * scale[i] / area;
    }
    return weights;
  }

  @Override
  public int count() {
    return ColorTransform.COLORS * 2 * size * half;
  }

  @Override
  public void forward(float[] values, float[] planes) {
    transform.inverse(values, scale, planes);
  }

  @Override
  public void adjoint(float[] planes, float[] gradient) {
    transform.forward(planes, weight, gradient);
  }

  @Override
  public void inverse(float[] planes, float[] values) {
    transform.forward(planes, inverted(scale), values);
  }

  @Override
  public void inverseAdjoint(float[] gradient, float[] planes) {
    transform.inverse(gradient, inverted(weight), planes);
  }

  private static float[][] inverted(float[][] factors) {
    float[][] inverted = new float[factors.length][];
    for (int row = 0; row < inverted.length; row++) {
      inverted[row] = factors[row].clone();
      for (int i = 0; i < inverted[row].length; i++) {
        inverted[row][i] = 1 / inverted[row][i];
      }
    }
    return inverted;
  }

  /** One for each plane and distance from frequency zero, rounded. */
  @Override
  public int[] blocks() {
    int distances = 1 + (int) Math.round(Math.hypot(half - 1, half - 1));
    int frequencies = size * half;
    int[] blocks = new int[count()];
    for (int i = 0; i < blocks.length; i++) {
      int place = i % frequencies;
      int across = Math.min(place / half, size - place / half);
      int down = place % half;
      long distance = Math.round(Math.sqrt(across * across + down * down));
      blocks[i] = i / (2 * frequencies) * distances + (int) distance;
    }
    return blocks;
  }

  @Override
  public double deviation() {
    return deviation;
  }

  @Override
  public boolean placed() {
    return false;
  }
}
