package phosphene.network;

import java.util.List;

/** The channels of all inputs, one after the other. */
public record Concat() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int channels = 0;
    for (Shape in : inputs) {
      if (in.height() != first.height() || in.width() != first.width()) {
        throw new IllegalArgumentException("Cannot concatenate " + inputs + ": sizes differ");
      }
      channels += in.channels();
    }
    return new Shape(channels, first.height(), first.width());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    int input = 0;
    int rest = channel;
    while (rest >= inputs.get(input).channels()) {
      rest -= inputs.get(input).channels();
      input++;
    }
    return List.of(new Origin(input, rest));
  }
}
