package phosphene.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;
import phosphene.spec.Rendering;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/** Finds the units that a rendering selects in a network. */
final class Units {
  private static final SortedSet<Integer> EMPTY = new TreeSet<>();

  private Units() {}

  static List<Unit> of(
      Rendering rendering,
      Architecture architecture,
      List<String> labels,
      ObjectiveContents contents) {
    Map<String, Shape> shapes =
        architecture.shapes(architecture.input().height(), architecture.input().width());
    Objective.Kind kind = rendering.objective().kind();
    if (kind instanceof Objective.Kind.Logit) {
      return classes(rendering.units(), architecture, shapes, labels);
    }
    ObjectiveUnits special = new ObjectiveUnits(rendering, architecture, contents);
    if (kind instanceof Objective.Kind.Direction direction) {
      return special.rows(direction);
    }
    if (kind instanceof Objective.Kind.Joint joint) {
      return special.deepest(joint);
    }
    special.check(kind);
    Map<String, SortedSet<Integer>> chosen =
        channels(rendering.units(), architecture, shapes, contents);
    return architecture.nodes().stream()
        .map(Node::name)
        .filter(chosen::containsKey)
        .flatMap(layer -> units(architecture, layer, chosen.getOrDefault(layer, EMPTY)))
        .toList();
  }

  /** By layer: those of the layers that the job names, and those of layers that terms name. */
  private static Map<String, SortedSet<Integer>> channels(
      AtlasJob.Units asked,
      Architecture architecture,
      Map<String, Shape> shapes,
      ObjectiveContents contents) {
    Map<String, SortedSet<Integer>> chosen = new HashMap<>();
    Optional<Selection> bare = asked.channels().bare();
    if (bare.isEmpty() && asked.layers() instanceof Selection.Some some) {
      throw invalid(some, "left out where every unit names its layer");
    }
    bare.ifPresent(
        channels ->
            layers(asked.layers(), architecture)
                .forEach(layer -> add(layer, channels, shapes, contents, chosen)));
    for (Selection.OfLayer term : asked.channels().ofLayers()) {
      LayerNames.of(term.layers(), architecture)
          .forEach(layer -> add(layer, term.channels(), shapes, contents, chosen));
    }
    return chosen;
  }

  private static void add(
      String layer,
      Selection channels,
      Map<String, Shape> shapes,
      ObjectiveContents contents,
      Map<String, SortedSet<Integer>> chosen) {
    int photos = contents.units().size();
    chosen
        .computeIfAbsent(layer, absent -> new TreeSet<>())
        .addAll(
            photos > 0
                ? channels.numbers("the photos", photos)
                : channels.channels(layer, shape(shapes, layer).channels()));
  }

  private static Stream<Unit> units(
      Architecture architecture, String layer, SortedSet<Integer> channels) {
    return channels.stream().map(channel -> unit(architecture, layer, channel));
  }

  private static List<Unit> classes(
      AtlasJob.Units asked,
      Architecture architecture,
      Map<String, Shape> shapes,
      List<String> labels) {
    if (asked.layers() instanceof Selection.Some some) {
      throw invalid(some, "left out with objective: class");
    }
    String logits =
        architecture
            .logits()
            .orElseThrow(
                () ->
                    new SpecException(
                            "Invalid objective: class (must be channel or neuron: "
                                + architecture.name()
                                + " has no classifier)")
                        .in("objective"));
    int count = shape(shapes, logits).channels();
    return asked.channels().classes(labels, count).stream()
        .map(channel -> unit(architecture, logits, channel))
        .toList();
  }

  static SpecException invalid(Selection.Some layers, String rule) {
    Selection.Term first = layers.terms().get(0);
    return new SpecException(
        first.place() + ": Invalid layers: " + first.text() + " (must be " + rule + ")");
  }

  private static List<String> layers(Selection selection, Architecture architecture) {
    return selection instanceof Selection.Some some
        ? LayerNames.of(some, architecture)
        : LayerNames.all(architecture);
  }

  static Unit unit(Architecture architecture, String layer, int channel) {
    Node node = architecture.node(layer).orElseThrow();
    return new Unit(layer, architecture.nodes().indexOf(node), channel);
  }

  private static Shape shape(Map<String, Shape> shapes, String layer) {
    Shape shape = shapes.get(layer);
    if (shape == null) {
      throw new IllegalStateException("No shape of " + layer);
    }
    return shape;
  }
}
