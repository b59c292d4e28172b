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
import phosphene.network.read.graph.GraphBuilder;
import phosphene.spec.Normalization;

/**
 * A model's input while layers only scale it: how the first other layer reads it becomes the
 * network's preprocessing. Where others read it otherwise, a scale makes up the difference. Whether
 * it is of 0..1 or of 0..255 is judged where a layer computes with it, behind those that move it.
 */
final class RawInput {
  // An input that a factor below this makes of 0..1 would hardly vary: it is one of 0..255.
  private static final double LEAST_FACTOR = 1 / 8.0;
  private static final double LARGEST_COLOR = 255;

  private final GraphBuilder graph;
  private final Map<String, Affine> unread = new HashMap<>();
  private final Map<Affine, String> nodes = new HashMap<>();
  // By how much pixels were scaled in the nodes that hold nothing else.
  private final Map<String, Double> factors = new HashMap<>();
  private Optional<Affine> chosen = Optional.empty();
  private Optional<Double> judged = Optional.empty();

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

  /** The input of a layer that scales: of pixels that nothing has read yet, without a node. */
  View scaled(Site site, Affine next) throws UnsupportedLayerException {
    View in = site.input();
    Affine before = unread.get(in.node());
    if (before != null) {
      return view(in, before.then(next));
    }
    View out = next.add(site, site.name(), in);
    Double factor = factors.get(in.node());
    if (factor != null) {
      factors.put(out.node(), factor * next.largest());
    }
    return out;
  }

  /** The view as a layer reads it. */
  View read(View view) {
    Affine affine = unread.get(view.node());
    return affine == null ? view : view.of(node(affine), view.shape());
  }

  /** Notes that a layer moved what it read, and changed no value. */
  void moved(List<View> inputs, View out) {
    if (inputs.stream().allMatch(in -> factors.containsKey(in.node()))) {
      double factor =
          inputs.stream().mapToDouble(in -> factors.getOrDefault(in.node(), 1.0)).max().orElse(1);
      factors.put(out.node(), factor);
    }
  }

  /** Notes that a layer computes with what it read. */
  void used(List<View> inputs) {
    judged =
        judged.or(
            () ->
                inputs.stream()
                    .map(View::node)
                    .filter(factors::containsKey)
                    .map(node -> factors.getOrDefault(node, 1.0))
                    .findFirst());
  }

  private String node(Affine affine) {
    if (chosen.isEmpty()) {
      chosen = Optional.of(affine);
      nodes.put(affine, Architecture.INPUT);
    }
    String node = nodes.computeIfAbsent(affine, this::added);
    factors.put(node, affine.largest());
    return node;
  }

  private String added(Affine affine) {
    String name = graph.name("input_scaled");
    graph.add(name, new Scale(), List.of(Architecture.INPUT));
    chosen.orElseThrow().rest(affine).weigh(graph, name);
    return name;
  }

  /**
   * How pixels become what the first layer reads.
   *
   * @param asked what the model's input takes; empty: 0..1, or 0..255 where that is what its first
   *     layers scale down
   */
  Preprocessing preprocessing(Optional<Normalization> asked) {
    int channels = graph.input().channels();
    Affine affine = chosen.orElse(identity());
    Preprocessing pixels =
        asked
            .map(said -> Preprocessing.of(said, channels))
            .orElseGet(() -> ranged(judged.orElse(affine.largest()), channels));
    return affine.equals(identity()) ? pixels : affine.after(pixels);
  }

  private static Preprocessing ranged(double factor, int channels) {
    double range = factor < LEAST_FACTOR ? LARGEST_COLOR : 1;
    List<Double> none = Collections.nCopies(channels, 0.0);
    return Preprocessing.standard(channels).then(Collections.nCopies(channels, range), none);
  }
}
