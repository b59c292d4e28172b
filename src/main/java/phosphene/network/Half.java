package phosphene.network;

/** Floating-point numbers of 16 bits: IEEE 754 binary16, and the upper half of a binary32. */
public final class Half {
  private static final float LEAST_INFINITE = 65520; // half a step beyond the largest, 65504

  private Half() {}

  /**
   * The nearest binary16, ties to even.
   *
   * @throws IllegalArgumentException if {@code value} is beyond their range (65,504)
   */
  public static short of(float value) {
    float magnitude = Math.abs(value);
    if (!(magnitude < LEAST_INFINITE)) { // NaN too
      throw new IllegalArgumentException(
          "Invalid weight: " + value + " (must be between -65504 and 65504)");
    }
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    // In units of the last place: at most 11 bits, so rint is exact; 2048 carries into the
    // exponent.
    int steps = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent));
    return (short) (sign | (((exponent + 14) << 10) + steps));
  }

  /** The value of a binary16. */
  public static float value(short bits) {
    int sign = bits < 0 ? -1 : 1;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 31) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * Math.scalb((float) fraction, -24)
        : sign * Math.scalb((float) (1024 + fraction), exponent - 25);
  }

  /** The value of a bfloat16, which is a binary32 without its lower half. */
  public static float brain(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The value of the nearest binary16, ties to even; infinite beyond their range. */
  public static float nearest(float value) {
    if (Float.isNaN(value) || Math.abs(value) < LEAST_INFINITE) {
      return Float.isNaN(value) ? value : value(of(value));
    }
    return Math.copySign(Float.POSITIVE_INFINITY, value);
  }

  /** The value of the nearest bfloat16, ties to even. */
  public static float nearestBrain(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
  }
}
