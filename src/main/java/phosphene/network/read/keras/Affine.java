package phosphene.network.read.keras;

import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import phosphene.network.Preprocessing;
import phosphene.network.Scale;
import phosphene.network.activation.Elementary;
import phosphene.network.read.graph.GraphBuilder;

/**
 * A factor and an offset per channel: {@code factor[c] * x + offset[c]}.
 *
 * @param offset as many as {@code factor}
 */
record Affine(List<Double> factor, List<Double> offset) {
  Affine {
    factor = List.copyOf(factor);
    offset = List.copyOf(offset);
  }

  static Affine identity(int channels) {
    return of(1, 0, channels);
  }

  /** The same for all channels. */
  static Affine of(double factor, double offset, int channels) {
    return new Affine(Collections.nCopies(channels, factor), Collections.nCopies(channels, offset));
  }

  /** This, and then another. */
  Affine then(Affine next) {
    return new Affine(
        each(c -> factor.get(c) * next.factor.get(c)),
        each(c -> offset.get(c) * next.factor.get(c) + next.offset.get(c)));
  }

  /** What has to follow this to make it {@code whole}. */
  Affine rest(Affine whole) {
    List<Double> quotients = each(c -> whole.factor.get(c) / factor.get(c));
    return new Affine(quotients, each(c -> whole.offset.get(c) - offset.get(c) * quotients.get(c)));
  }

  /** {@code pixels}, and then this. */
  Preprocessing after(Preprocessing pixels) {
    return pixels.then(factor, each(c -> -offset.get(c)));
  }

  /** The largest factor without its sign. */
  double largest() {
    return factor.stream().mapToDouble(Math::abs).max().orElse(1);
  }

  /** Adds a node that does this. */
  View add(Site site, String node, View in) {
    View scaled = site.add(node, new Scale(), in, Elementary.NONE);
    weigh(site.graph(), node);
    return scaled;
  }

  /** Gives a scale its values. */
  void weigh(GraphBuilder graph, String node) {
    graph.weigh(node, List.of(factor.size()), floats(factor), floats(offset));
  }

  private List<Double> each(IntFunction<Double> value) {
    return IntStream.range(0, factor.size()).mapToObj(value).toList();
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
