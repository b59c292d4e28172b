package phosphene.plan;

import java.util.List;
import java.util.Locale;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.Mix;
import phosphene.spec.Nearest;
import phosphene.spec.SpecException;

/** Checks of the layers and channels that a mix names. */
final class Terms {
  private Terms() {}

  /**
   * Refuses a term that a network does not have.
   *
   * @param key in messages
   * @throws SpecException if there is no such layer or channel, or the layer takes images of one
   *     size only
   */
  static void check(Architecture architecture, Mix.Term term, String key) {
    String layer = term.layer();
    if (architecture.node(layer).isEmpty()) {
      List<String> names = architecture.nodes().stream().map(node -> node.name()).toList();
      throw invalid(
          key, term, "a layer of " + architecture.name() + Nearest.suggestion(layer, names));
    }
    Architecture cut = architecture.cut(List.of(layer));
    if (cut.fixedSize()) {
      throw invalid(key, term, "before the dense layers, which take images of one size only");
    }
    int channels = output(cut, cut.input().height()).channels();
    if (term.channel().filter(channel -> channel >= channels).isPresent()) {
      throw invalid(key, term, "a channel between 0 and " + (channels - 1));
    }
  }

  private static SpecException invalid(String key, Mix.Term term, String rule) {
    return new SpecException(
        String.format(Locale.ROOT, "Invalid %s: %s (must be %s)", key, term.text(), rule));
  }

  /** What the last node of a network gives for a square image. */
  static Shape output(Architecture cut, int side) {
    List<Shape> shapes = List.copyOf(cut.shapes(side, side).values());
    return shapes.get(shapes.size() - 1);
  }
}
