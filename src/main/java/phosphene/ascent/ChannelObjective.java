package phosphene.ascent;

import java.util.Arrays;
import java.util.List;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.spec.Objective.Kind;

/** A linear function of one channel's map. */
interface ChannelObjective {
  /** The value at a map. */
  double score(float[] map);

  /** Fills {@code gradient} with {@code factor} times the gradient: the same at every map. */
  void gradient(float factor, float[] gradient);

  /**
   * The value at a position of maps of {@code shape}.
   *
   * @param grids of a network's tokens, if it has some: a sequence of tokens is read as the grid of
   *     its patches
   */
  static ChannelObjective at(Kind.Neuron neuron, Shape shape, List<TokenGrid> grids) {
    return grids.stream()
        .filter(
            grid ->
                shape.height() == 1 && grid.first() + grid.height() * grid.width() == shape.width())
        .findFirst()
        .map(grid -> grid.first() + position(neuron, grid.height(), grid.width()))
        .map(At::new)
        .orElseGet(() -> new At(position(neuron, shape.height(), shape.width())));
  }

  private static int position(Kind.Neuron neuron, int height, int width) {
    return index(neuron.y(), height) * width + index(neuron.x(), width);
  }

  private static int index(double share, int length) {
    return Math.min(length - 1, (int) (share * length));
  }

  /** The mean over all positions. A logit is a channel of one position. */
  record Mean() implements ChannelObjective {
    @Override
    public double score(float[] map) {
      double sum = 0;
      for (float value : map) {
        sum += value;
      }
      return sum / map.length;
    }

    @Override
    public void gradient(float factor, float[] gradient) {
      Arrays.fill(gradient, factor / gradient.length);
    }
  }

  /** The value at one position. */
  record At(int position) implements ChannelObjective {
    @Override
    public double score(float[] map) {
      return map[position];
    }

    @Override
    public void gradient(float factor, float[] gradient) {
      Arrays.fill(gradient, 0);
      gradient[position] = factor;
    }
  }
}
