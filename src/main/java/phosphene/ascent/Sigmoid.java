package phosphene.ascent;

/**
 * {@code 1 / (1 + exp(-x))} in float arithmetic, within 2.5 ulp of the exact value for |x| up to
 * 87; beyond that it stays where it is. The same bits on every machine. The loops are so short that
 * all but one become vector instructions. Instances hold a scratch array and serve one thread.
 */
final class Sigmoid {
  // exp(87) and exp(-87) are floats with all their bits.
  private static final float LIMIT = 87;
  private static final float PER_LN2 = 1.442695f;
  // ln 2 in two parts; k times the first is exact (Cody and Waite, 1980).
  private static final float LN2_HIGH = 355f / 512;
  private static final float LN2_LOW = (float) -2.12194440e-4;
  // 1.5 * 2^23: a float of this size has no fraction, and k in its last bits.
  private static final float ROUND = 12582912f;
  private static final int EXPONENT = 23;

  private final float[] count;

  /** Of {@code values} values at a time. */
  Sigmoid(int values) {
    this.count = new float[values];
  }

  /** Replaces all values. */
  void apply(float[] values) {
    reduced(values, count);
    exponential(values);
    scaled(values, count);
    inverted(values);
  }

  /** The power of two: k is added to the exponent's bits. */
  private static void scaled(float[] power, float[] count) {
    for (int i = 0; i < power.length; i++) {
      int shift = Float.floatToRawIntBits(count[i]) << EXPONENT;
      power[i] = Float.intBitsToFloat(Float.floatToRawIntBits(power[i]) + shift);
    }
  }

  /** exp(-x) = exp(power) 2^k, with power within +-ln(2) / 2 and {@code count = ROUND + k}. */
  private static void reduced(float[] power, float[] count) {
    for (int i = 0; i < power.length; i++) {
      power[i] = Math.max(-LIMIT, Math.min(LIMIT, -power[i]));
    }
    for (int i = 0; i < power.length; i++) {
      float x = power[i];
      float rounded = Math.fma(x, PER_LN2, ROUND);
      float k = rounded - ROUND;
      power[i] = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
      count[i] = rounded;
    }
  }

  /** Taylor's series to the 7th power: it leaves out 5e-9 at ln(2) / 2. */
  private static void exponential(float[] power) {
    for (int i = 0; i < power.length; i++) {
      float r = power[i];
      float sum = Math.fma(r, 1 / 5040f, 1 / 720f);
      sum = Math.fma(r, sum, 1 / 120f);
      sum = Math.fma(r, sum, 1 / 24f);
      sum = Math.fma(r, sum, 1 / 6f);
      sum = Math.fma(r, sum, 0.5f);
      power[i] = 1 + Math.fma(r * r, sum, r);
    }
  }

  private static void inverted(float[] power) {
    for (int i = 0; i < power.length; i++) {
      power[i] = 1 / (1 + power[i]);
    }
  }
}
