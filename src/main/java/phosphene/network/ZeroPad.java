package phosphene.network;

import java.util.List;

/** Zeros around every channel. */
public record ZeroPad(int top, int bottom, int left, int right) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    return new Shape(in.channels(), in.height() + top + bottom, in.width() + left + right);
  }
}
