package phosphene.network;

import java.util.List;

/**
 * The tokens of a sequence that stand for patches of the image, as the grid of the patches.
 *
 * @param first how many tokens come before them: the class token, registers
 */
public record TokenGrid(int first, int height, int width) implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    if (in.height() != 1 || first + (long) height * width > in.width()) {
      throw new IllegalArgumentException(
          "Cannot make a grid of " + height + "x" + width + " from token " + first + " of " + in);
    }
    return new Shape(in.channels(), height, width);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.everywhere(Layers.single(inputs));
  }

  @Override
  public boolean fixesSize(List<Shape> inputs) {
    return true;
  }
}
