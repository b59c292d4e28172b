package phosphene.spec;

import java.util.Map;

/**
 * The numbers that a network is computed in. Another precision gives other bytes, so it is part of
 * the key.
 */
public enum Precision {
  /** 32-bit floating point: what networks are trained in, and what every engine computes. */
  F32,
  /**
   * Products of bfloat16 numbers (8 bits of exponent, 7 of fraction) summed in 32 bits: gradients
   * of deep layers differ by some percent, pictures hardly. Only on processors that have it.
   */
  BF16;

  /** Adds it to what is written of a recipe; the usual one is left out, so that keys stay. */
  void write(Map<String, Object> written) {
    if (this != F32) {
      written.put("precision", text());
    }
  }

  /** As job files write it. */
  public String text() {
    return Scalars.name(this);
  }
}
