package phosphene.scan;

import phosphene.network.Shape;

/**
 * The values of all neurons of one photo after the nonlinearity, as bytes: layer by layer, channel
 * by channel, row by row. A value is its byte times the layer's scale. The bytes of a layer with
 * values below zero have a sign.
 */
public final class Neurons {
  private static final int LEVELS = 255;
  private static final int SIGNED_LEVELS = 127;
  private final byte[] bytes;
  private int end;

  Neurons(int size) {
    bytes = new byte[size];
  }

  /**
   * Where a layer is, and what its bytes count.
   *
   * @param maximum the largest value, or 0
   * @param minimum the smallest one of a layer whose bytes are -127 to 127; 0 of one whose bytes
   *     are 0 to 255
   */
  public record Span(
      String layer, Shape shape, int offset, double scale, double maximum, double minimum) {}

  /** The bytes of all layers; not to be written. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Adds a layer.
   *
   * @param values of the first target of its reading: positions x channels, the channels of a
   *     position side by side
   */
  Span add(Reading reading, Shape shape, float[] values) {
    boolean rectified = reading.nonlinearity() == Nonlinearity.RELU;
    float most = 0;
    float least = 0;
    for (float value : values) {
      most = value > most ? value : most;
      least = value < least ? value : least;
    }
    // What is less than half a level is zero.
    boolean signed = !rectified && -least * 2 * LEVELS > most;
    float largest = signed ? Math.max(most, -least) : most;
    int levels = signed ? SIGNED_LEVELS : LEVELS;
    int offset = end;
    put(shape, values, largest == 0 ? 0 : levels / largest, signed ? -levels : 0);
    return new Span(
        reading.layer(), shape, offset, (double) largest / levels, most, signed ? least : 0);
  }

  private void put(Shape shape, float[] values, float factor, int lowest) {
    int area = shape.area();
    int channels = shape.channels();
    for (int position = 0; position < area; position++) {
      int from = position * channels;
      int to = end + position;
      for (int c = 0; c < channels; c++, to += area) {
        float level = Math.max(lowest, values[from + c] * factor);
        bytes[to] = (byte) (int) Math.floor(level + 0.5f);
      }
    }
    end += shape.size();
  }
}
