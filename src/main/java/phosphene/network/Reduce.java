package phosphene.network;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One value for all that lie along some axes; those axes keep the extent 1. */
public record Reduce(Operation operation, Set<Axis> axes) implements Layer {
  /** How many values become one. */
  public enum Operation {
    MEAN,
    SUM,
    MAXIMUM,
    MINIMUM,
    /** The sum of absolute values. */
    L1,
    /** The root of the sum of squares. */
    L2,
    SUM_OF_SQUARES
  }

  public Reduce {
    axes = Set.copyOf(EnumSet.copyOf(axes)); // of no axes there is no reduction
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape shape = Layers.single(inputs);
    for (Axis axis : axes) {
      shape = axis.with(shape, 1);
    }
    return shape;
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return axes.contains(Axis.CHANNELS)
        ? IntStream.range(0, Layers.single(inputs).channels())
            .mapToObj(c -> new Origin(0, c))
            .toList()
        : Layer.super.origins(channel, inputs);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    Reach whole = Reach.whole(Layers.single(inputs));
    return new Reach(
        axes.contains(Axis.ROWS) ? whole.rows() : Reach.POINT.rows(),
        axes.contains(Axis.COLUMNS) ? whole.columns() : Reach.POINT.columns());
  }
}
