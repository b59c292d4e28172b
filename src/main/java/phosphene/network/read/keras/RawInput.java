package phosphene.network.read.keras;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.Axis;
import phosphene.network.Preprocessing;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.read.graph.GraphBuilder;

/**
 * A model's input while layers only scale it: how the first other layer reads it becomes the
 * network's preprocessing. Where others read it otherwise, a scale makes up the difference.
 */
final class RawInput {
  // An input that a factor below this makes of 0..1 would hardly vary: it is one of 0..255.
  private static final double LEAST_FACTOR = 1 / 8.0;
  private static final double LARGEST_COLOR = 255;

  private final GraphBuilder graph;
  private final Map<String, Affine> unread = new HashMap<>();
  private final Map<Affine, String> nodes = new HashMap<>();
  private Optional<Affine> chosen = Optional.empty();

  RawInput(GraphBuilder graph) {
    this.graph = graph;
  }

  /** The pixels as they come. */
  View view(List<List<Axis>> axes) {
    return view(new View(Architecture.INPUT, graph.input(), axes), identity());
  }

  private Affine identity() {
    return Affine.identity(graph.input().channels());
  }

  private View view(View of, Affine affine) {
    String marker = "<pixels " + unread.size() + ">"; // no node's name
    unread.put(marker, affine);
    return of.of(marker, of.shape());
  }

  /** True if no layer but scales have read it. */
  boolean holds(View view) {
    return unread.containsKey(view.node());
  }

  View scaled(View view, Affine next) {
    return view(view, unread.getOrDefault(view.node(), identity()).then(next));
  }

  /** The view as a layer reads it. */
  View read(View view) {
    Affine affine = unread.get(view.node());
    return affine == null ? view : view.of(node(affine), view.shape());
  }

  private String node(Affine affine) {
    if (chosen.isEmpty()) {
      chosen = Optional.of(affine);
      nodes.put(affine, Architecture.INPUT);
    }
    return nodes.computeIfAbsent(affine, this::added);
  }

  private String added(Affine affine) {
    String name = graph.name("input_scaled");
    graph.add(name, new Scale(), List.of(Architecture.INPUT));
    chosen.orElseThrow().rest(affine).weigh(graph, name);
    return name;
  }

  /** How pixels become what the first layer reads. */
  Preprocessing preprocessing() {
    Shape input = graph.input();
    Preprocessing pixels = input.channels() == 1 ? Preprocessing.grey() : Preprocessing.unit();
    Affine affine = chosen.orElse(identity());
    double factor = affine.factor().stream().mapToDouble(Math::abs).max().orElse(1);
    double range = factor < LEAST_FACTOR ? LARGEST_COLOR : 1;
    List<Double> none = Collections.nCopies(input.channels(), 0.0);
    Preprocessing ranged = pixels.then(Collections.nCopies(input.channels(), range), none);
    return affine.equals(identity()) ? pixels : affine.after(ranged);
  }
}
