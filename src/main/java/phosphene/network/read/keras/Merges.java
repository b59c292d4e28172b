package phosphene.network.read.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import phosphene.network.Axis;
import phosphene.network.Concat;
import phosphene.network.Elementwise;
import phosphene.network.Elementwise.Operation;
import phosphene.network.Layer;
import phosphene.network.Shape;

/** Layers of several inputs. */
final class Merges {
  private Merges() {}

  /** A reader of layers that put their inputs together value by value. */
  static LayerReader elementwise(Operation operation) {
    return site -> {
      site.arguments().requireOnly("function");
      if (site.inputs().size() < 2) {
        throw new UnsupportedLayerException(
            "reads " + site.inputs().size() + " layers (must be at least 2)");
      }
      List<View> inputs = aligned(site);
      inputs.forEach(in -> requireFit(in.extents(), inputs));
      return joined(site, new Elementwise(operation), inputs);
    };
  }

  /** Checks that axes are equally long, or of one value that is repeated. */
  private static void requireFit(List<Integer> extents, List<View> others) {
    for (View other : others) {
      for (int i = 0; i < extents.size(); i++) {
        int extent = other.extents().get(i);
        if (extent != extents.get(i) && extent != 1 && extents.get(i) != 1) {
          throw new IllegalArgumentException(
              "its inputs have shapes " + extents + " and " + other.extents());
        }
      }
    }
  }

  private static View joined(Site site, Layer layer, List<View> inputs) {
    site.graph().add(site.name(), layer, inputs.stream().map(View::node).toList());
    List<List<Axis>> axes = new ArrayList<>();
    for (int i = 0; i < inputs.get(0).rank(); i++) {
      Set<Axis> along = new LinkedHashSet<>();
      for (View in : inputs) {
        along.addAll(in.axes().get(i));
      }
      axes.add(List.copyOf(along));
    }
    Shape shape = site.graph().shape(site.name());
    boolean once = axes.stream().mapToInt(List::size).sum() <= Axis.values().length;
    return new View(site.name(), shape, once ? axes : widest(inputs).axes());
  }

  private static View widest(List<View> inputs) {
    return inputs.stream().max(Comparator.comparingInt(view -> view.places().size())).orElseThrow();
  }

  /** The inputs, each direction of their maps along the same axis of all. */
  private static List<View> aligned(Site site) throws UnsupportedLayerException {
    int rank = site.inputs().stream().mapToInt(View::rank).max().orElseThrow();
    List<View> aligned = new ArrayList<>();
    for (View in : site.inputs()) {
      aligned.add(widened(in, rank));
    }
    if (agree(aligned)) {
      return aligned;
    }
    if (rank == 1) {
      return site.inputs().stream().map(site::vector).toList();
    }
    throw new UnsupportedLayerException(
        "reads maps whose axes lie differently: "
            + site.inputs().stream().map(View::extents).toList());
  }

  /** With axes of extent 1 before the others, as Keras adds them. */
  private static View widened(View in, int rank) {
    List<List<Axis>> axes = new ArrayList<>(Collections.nCopies(rank - in.rank(), List.of()));
    axes.addAll(in.axes());
    return new View(in.node(), in.shape(), axes);
  }

  private static boolean agree(List<View> views) {
    Map<Axis, Integer> places = new EnumMap<>(Axis.class);
    for (View view : views) {
      for (Map.Entry<Axis, Integer> place : view.places().entrySet()) {
        if (!places
            .merge(place.getKey(), place.getValue(), (a, b) -> a.equals(b) ? a : -1)
            .equals(place.getValue())) {
          return false;
        }
      }
    }
    Set<Integer> taken = new HashSet<>(places.values());
    return taken.size() == places.size()
        || views.stream().allMatch(view -> view.axes().equals(views.get(0).axes()));
  }

  static View concatenate(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("axis");
    List<View> inputs = aligned(site);
    View first = inputs.get(0);
    int axis = first.axis(site.arguments().wholeOr("axis", -1));
    Set<Axis> along = new HashSet<>();
    for (View in : inputs) {
      in.places().forEach((direction, place) -> addIf(along, direction, place == axis));
    }
    if (along.isEmpty()) {
      along.addAll(first.axes().get(axis));
    }
    if (along.size() != 1) {
      throw new UnsupportedLayerException(
          "joins along axis " + site.arguments().get("axis") + " of " + first.extents());
    }
    return joined(site, new Concat(along.iterator().next()), inputs);
  }

  private static void addIf(Set<Axis> along, Axis direction, boolean wanted) {
    if (wanted) {
      along.add(direction);
    }
  }
}
