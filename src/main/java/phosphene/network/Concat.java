package phosphene.network;

import java.util.List;

/** All inputs, one after the other along an axis. */
public record Concat(Axis axis) implements Layer {
  /** The channels of all inputs, one after the other. */
  public Concat() {
    this(Axis.CHANNELS);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int extent = 0;
    for (Shape in : inputs) {
      if (!axis.with(in, 1).equals(axis.with(first, 1))) {
        throw new IllegalArgumentException("Cannot concatenate " + inputs + ": sizes differ");
      }
      extent += axis.of(in);
    }
    return axis.with(first, extent);
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    if (axis != Axis.CHANNELS) {
      return Layer.super.origins(channel, inputs);
    }
    int input = 0;
    int rest = channel;
    while (rest >= inputs.get(input).channels()) {
      rest -= inputs.get(input).channels();
      input++;
    }
    return List.of(new Origin(input, rest));
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    int before = inputs.subList(0, input).stream().mapToInt(axis::of).sum();
    Reach.Span moved = Reach.Span.of(1, 1, before);
    return switch (axis) {
      case CHANNELS -> Reach.POINT;
      case ROWS -> new Reach(moved, Reach.POINT.columns());
      case COLUMNS -> new Reach(Reach.POINT.rows(), moved);
    };
  }
}
