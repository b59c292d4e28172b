package phosphene.ascent;

/**
 * {@code 1 / (1 + exp(-x))} in float arithmetic, within 2 ulp of the exact value for |x| up to 87;
 * beyond that it stays where it is. The same bits on every machine. A part of the values at a time
 * goes through three loops: all but the middle one become vector instructions.
 */
final class Sigmoid {
  private static final int PART = 512;
  // exp(87) and exp(-87) are floats with all their bits.
  private static final float LIMIT = 87;
  private static final float PER_LN2 = 1.44269504f;
  // ln 2 in two parts; k times the first is exact (Cody and Waite, 1980).
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  // 1.5 * 2^23: a float of this size has no fraction, and k in its last bits.
  private static final float ROUND = 12582912f;
  private static final int EXPONENT = 23;

  private Sigmoid() {}

  /** Replaces all values. */
  static void apply(float[] values) {
    float[] power = new float[PART];
    float[] count = new float[PART];
    for (int from = 0; from < values.length; from += PART) {
      int part = Math.min(PART, values.length - from);
      System.arraycopy(values, from, power, 0, part);
      reduced(power, count);
      exponential(power);
      for (int i = 0; i < PART; i++) {
        int bits = Float.floatToRawIntBits(power[i]);
        int shift = Float.floatToRawIntBits(count[i]) << EXPONENT;
        power[i] = Float.intBitsToFloat(bits + shift);
      }
      inverted(power);
      System.arraycopy(power, 0, values, from, part);
    }
  }

  /** exp(-x) = exp(power) 2^k, with power within +-ln(2) / 2 and {@code count = ROUND + k}. */
  private static void reduced(float[] power, float[] count) {
    for (int i = 0; i < PART; i++) {
      power[i] = Math.max(-LIMIT, Math.min(LIMIT, -power[i]));
    }
    for (int i = 0; i < PART; i++) {
      float x = power[i];
      float rounded = x * PER_LN2 + ROUND;
      float k = rounded - ROUND;
      power[i] = x - k * LN2_HIGH - k * LN2_LOW;
      count[i] = rounded;
    }
  }

  /** Taylor's series to the 7th power: it leaves out 5e-9 at ln(2) / 2. */
  private static void exponential(float[] power) {
    for (int i = 0; i < PART; i++) {
      float r = power[i];
      float sum = 1 / 720f + r * (1 / 5040f);
      sum = 1 / 120f + r * sum;
      sum = 1 / 24f + r * sum;
      sum = 1 / 6f + r * sum;
      sum = 0.5f + r * sum;
      power[i] = 1 + (r + r * r * sum);
    }
  }

  private static void inverted(float[] power) {
    for (int i = 0; i < PART; i++) {
      power[i] = 1 / (1 + power[i]);
    }
  }
}
