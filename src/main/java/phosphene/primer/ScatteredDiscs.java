package phosphene.primer;

/**
 * Discs strewn over the plane, one to a unit square.
 *
 * @param jitter how far a disc may be from its square's middle
 * @param smallest radius; as largest
 */
record ScatteredDiscs(Noise noise, double jitter, double smallest, double largest)
    implements Field {
  @Override
  public double at(double x, double y) {
    double nearest = Double.MAX_VALUE;
    long i = (long) Math.floor(x);
    long j = (long) Math.floor(y);
    for (long b = j - 1; b <= j + 1; b++) {
      for (long a = i - 1; a <= i + 1; a++) {
        double dx = x - a - 0.5 - jitter * (2 * noise.cell(a, b, 1) - 1);
        double dy = y - b - 0.5 - jitter * (2 * noise.cell(a, b, 2) - 1);
        double radius = smallest + (largest - smallest) * noise.cell(a, b, 3);
        nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy) - radius);
      }
    }
    return nearest;
  }
}
