package phosphene.network;

import java.util.List;

/**
 * Channels of the input in any order, some left out or repeated: a slice, a split, a shuffle.
 *
 * @param channels for each channel of the output that of the input
 */
public record ChannelGather(List<Integer> channels) implements Layer {
  public ChannelGather {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || channels.stream().anyMatch(channel -> channel < 0)) {
      throw new IllegalArgumentException("Invalid channels: " + channels);
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = Layers.single(inputs);
    int most = channels.stream().mapToInt(Integer::intValue).max().orElseThrow();
    if (most >= in.channels()) {
      throw new IllegalArgumentException("Cannot take channel " + most + " of " + in);
    }
    return new Shape(channels.size(), in.height(), in.width());
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    return List.of(new Origin(0, channels.get(channel)));
  }
}
