package phosphene.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import phosphene.network.Architecture;
import phosphene.network.Dense;
import phosphene.network.Shape;
import phosphene.spec.Mix;
import phosphene.spec.Nearest;
import phosphene.spec.Selection;
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
    checkLayer(architecture, term, key);
    Architecture cut = architecture.cut(List.of(term.layer()));
    if (cut.fixedSize()) {
      throw invalid(key, term, sizes(cut));
    }
    checkUnit(architecture, term, key);
  }

  /** Refuses a layer that a network does not have. */
  static void checkLayer(Architecture architecture, String layer, String key) {
    checkLayer(architecture, new Mix.Term(layer, Optional.empty(), 1), key);
  }

  private static void checkLayer(Architecture architecture, Mix.Term term, String key) {
    String layer = term.layer();
    if (architecture.node(layer).isEmpty()) {
      refuseAbsent(architecture, term);
      List<String> names = architecture.units().stream().map(node -> node.name()).toList();
      throw invalid(
          key, term, "a layer of " + architecture.name() + Nearest.suggestion(layer, names));
    }
  }

  /** Refuses a term that a network does not have, whatever the sizes of images that it takes. */
  static void checkUnit(Architecture architecture, Mix.Term term, String key) {
    checkLayer(architecture, term, key);
    Architecture cut = architecture.cut(List.of(term.layer()));
    int channels = output(cut, cut.input().height()).channels();
    if (term.channel().filter(channel -> channel >= channels).isPresent()) {
      throw invalid(key, term, "a channel between 0 and " + (channels - 1));
    }
    refuseTwins(architecture, term, key);
  }

  private static String sizes(Architecture cut) {
    boolean dense = cut.nodes().stream().anyMatch(node -> node.layer() instanceof Dense);
    return dense
        ? "before the dense layers, which take images of one size only"
        : "a layer that takes images of any size: " + cut.name() + " has others that do not";
  }

  /**
   * A mix by the names of nodes, in which {@code a/1} is the layer of that name where there is no
   * layer {@code a}.
   */
  static Mix resolved(Architecture architecture, Mix mix) {
    return new Mix(mix.terms().stream().map(term -> resolved(architecture, term)).toList());
  }

  private static Mix.Term resolved(Architecture architecture, Mix.Term term) {
    String named = architecture.named(term.layer());
    if (architecture.node(named).isPresent()) {
      return new Mix.Term(named, term.channel(), term.weight());
    }
    return alike(term)
        .map(architecture::named)
        .filter(whole -> architecture.node(whole).isPresent())
        .findFirst()
        .map(whole -> new Mix.Term(whole, Optional.empty(), term.weight()))
        .orElse(term);
  }

  /** What the name of a layer may be that was read as a channel. */
  private static Stream<String> alike(Mix.Term term) {
    return term.channel().stream()
        .flatMap(number -> Stream.of("/", ":").map(separator -> term.layer() + separator + number));
  }

  private static void refuseAbsent(Architecture architecture, Mix.Term term) {
    LayerNames.absent(architecture, new Selection.Term(term.layer(), ""))
        .or(() -> LayerNames.absent(architecture, new Selection.Term(term.text(), "")))
        .ifPresent(
            message -> {
              throw new SpecException(message);
            });
  }

  /** Refuses a channel {@code conv/1} where another layer's name reads like it. */
  private static void refuseTwins(Architecture architecture, Mix.Term term, String key) {
    List<String> alike =
        term.channel().stream()
            .flatMap(number -> Stream.of(term.layer() + "/" + number, term.layer() + "." + number))
            .filter(name -> architecture.node(name).isPresent())
            .toList();
    if (!alike.isEmpty()) {
      throw invalid(key, term, "a name that is clear: there is a layer " + alike.get(0) + " too");
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
