package phosphene.network;

import java.util.List;

/** Channels of zeros before and after those of the input. */
public record ChannelPad(int before, int after) implements Layer {
  public ChannelPad {
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException("Invalid channels of zeros: " + before + ", " + after);
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    return new Shape(before + in.channels() + after, in.height(), in.width());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    int origin = channel - before;
    return origin >= 0 && origin < Layers.single(inputs).channels()
        ? List.of(new Origin(0, origin))
        : List.of();
  }
}
