package phosphene.spec;

/**
 * Where random draws start from. Derived seeds are independent of each other for all practical
 * ends.
 */
public record Seed(long value) {
  // The odd constant and finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The seed of the {@code index}-th thing drawn under this one. */
  public Seed derive(long index) {
    long z = value + (index + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return new Seed(z ^ (z >>> 31));
  }
}
