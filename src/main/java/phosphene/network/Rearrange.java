package phosphene.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values of the input in any order.
 *
 * @param shape of the output
 * @param sources for each value of the output, in channel, row, column order, the place of the
 *     value that it takes, in the same order of the input; owned by this record
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Rearrange(Shape shape, int[] sources) implements Layer {
  public Rearrange {
    if (sources.length != shape.size()) {
      throw new IllegalArgumentException(
          "Invalid sources: " + sources.length + " (must be one for each of " + shape + ")");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    int size = Layers.single(inputs).size();
    if (IntStream.of(sources).anyMatch(source -> source < 0 || source >= size)) {
      throw new IllegalArgumentException("Cannot rearrange " + inputs.get(0) + " to " + shape);
    }
    return shape;
  }

  @Override
  public List<Origin> origins(int channel, List<Shape> inputs) {
    int area = shape.area();
    return Arrays.stream(sources, channel * area, (channel + 1) * area)
        .map(source -> source / Layers.single(inputs).area())
        .distinct()
        .mapToObj(origin -> new Origin(0, origin))
        .toList();
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    return Reach.everywhere(Layers.single(inputs));
  }

  @Override
  public boolean fixesSize(List<Shape> inputs) {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rearrange that
        && shape.equals(that.shape)
        && Arrays.equals(sources, that.sources);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sources);
  }
}
