package phosphene.ascent;

import java.util.Arrays;
import java.util.List;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.spec.Objective;

/**
 * What is maximized, as a linear function of one channel's map: an objective resolved for a layer's
 * shape.
 */
interface ChannelObjective {
  /** The score of a map. */
  double score(float[] map);

  /** Fills {@code gradient} with the score's gradient: the same at every map. */
  void gradient(float[] gradient);

  /**
   * The objective of an objective on maps of {@code shape}.
   *
   * @param grids of a network's tokens, if it has some
   */
  static ChannelObjective of(Objective objective, Shape shape, List<TokenGrid> grids) {
    float sign = objective.sign() == Objective.Sign.POSITIVE ? 1 : -1;
    return switch (objective.kind()) {
      // A logit is a channel of one position.
      case CHANNEL, CLASS -> new Mean(sign);
      case NEURON -> new At(sign, center(shape, grids));
    };
  }

  /** The middle of a map; of a sequence of tokens that of the patches' grid. */
  private static int center(Shape shape, List<TokenGrid> grids) {
    return grids.stream()
        .filter(
            grid ->
                shape.height() == 1 && grid.first() + grid.height() * grid.width() == shape.width())
        .findFirst()
        .map(grid -> grid.first() + middle(grid.height(), grid.width()))
        .orElse(middle(shape.height(), shape.width()));
  }

  private static int middle(int height, int width) {
    return height / 2 * width + width / 2;
  }

  /** The mean over all positions, times a sign. */
  record Mean(float sign) implements ChannelObjective {
    @Override
    public double score(float[] map) {
      double sum = 0;
      for (float value : map) {
        sum += value;
      }
      return sign * sum / map.length;
    }

    @Override
    public void gradient(float[] gradient) {
      Arrays.fill(gradient, sign / gradient.length);
    }
  }

  /** The value at one position, times a sign. */
  record At(float sign, int position) implements ChannelObjective {
    @Override
    public double score(float[] map) {
      return sign * map[position];
    }

    @Override
    public void gradient(float[] gradient) {
      Arrays.fill(gradient, 0);
      gradient[position] = sign;
    }
  }
}
