package phosphene.network;

import java.util.List;

/**
 * A part of every channel: what is left without a border, of which every so many rows and columns
 * are taken, the first included.
 */
public record Crop(Padding border, Extent step) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    int rows = in.height() - border.top() - border.bottom();
    int columns = in.width() - border.left() - border.right();
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("Cannot crop " + in + " by " + border);
    }
    return new Shape(
        in.channels(), (rows - 1) / step.rows() + 1, (columns - 1) / step.columns() + 1);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return new Reach(
        Reach.Span.of(1, step.rows(), -border.top()),
        Reach.Span.of(1, step.columns(), -border.left()));
  }
}
