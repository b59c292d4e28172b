package phosphene.scan;

import phosphene.network.Shape;

/**
 * The values of all neurons of one photo after the nonlinearity, as bytes: layer by layer, channel
 * by channel, row by row. A value is its byte times the layer's scale; what is below zero is zero.
 */
public final class Neurons {
  private static final int LEVELS = 255;
  private final byte[] bytes;
  private int end;

  Neurons(int size) {
    bytes = new byte[size];
  }

  /** Where a layer is, and what its bytes count. */
  public record Span(String layer, Shape shape, int offset, double scale, double maximum) {}

  /** The bytes of all layers; not to be written. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Adds a layer.
   *
   * @param values positions x channels, the channels of a position side by side
   * @param maximum of them, or less than 0
   */
  Span add(String layer, Shape shape, float[] values, float maximum) {
    int offset = end;
    int area = shape.area();
    int channels = shape.channels();
    float most = Math.max(0, maximum);
    float factor = most == 0 ? 0 : LEVELS / most;
    for (int position = 0; position < area; position++) {
      int from = position * channels;
      int to = offset + position;
      for (int c = 0; c < channels; c++, to += area) {
        bytes[to] = (byte) (Math.max(0, values[from + c]) * factor + 0.5f);
      }
    }
    end += shape.size();
    return new Span(layer, shape, offset, (double) most / LEVELS, most);
  }
}
