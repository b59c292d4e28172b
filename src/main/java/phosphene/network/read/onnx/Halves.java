package phosphene.network.read.onnx;

/** Floats of 16 bits: IEEE 754 binary16, and bfloat16, the upper half of a float. */
final class Halves {
  private Halves() {}

  /** The value of a binary16. */
  static float value(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 31) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, -24);
    } else {
      magnitude = Math.scalb((float) (1024 + fraction), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** The nearest binary16, ties to even. */
  static short bits(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return 0x7e00;
    }
    if (magnitude >= 65520) { // half way between the largest binary16, 65504, and the next step
      return (short) (sign | 0x7c00);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    int fraction = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent));
    return (short) (sign | (((exponent + 14) << 10) + fraction));
  }

  /** The nearest bfloat16, ties to even. */
  static float shortened(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
  }

  static float wide(short bfloat16) {
    return Float.intBitsToFloat(bfloat16 << 16);
  }
}
