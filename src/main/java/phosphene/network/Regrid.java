package phosphene.network;

import java.util.List;

/** The positions of the input, row by row, in other rows: a grid of patches as a sequence. */
public record Regrid(int height, int width) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    if (in.area() != (long) height * width) {
      throw new IllegalArgumentException("Cannot make " + height + "x" + width + " of " + in);
    }
    return new Shape(in.channels(), height, width);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.everywhere(Layers.single(inputs));
  }

  @Override
  public boolean fixesSize(List<Shape> inputs) {
    return Layers.single(inputs).area() > 1;
  }
}
