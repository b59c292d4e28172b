package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import phosphene.network.Axis;
import phosphene.network.Shape;

/**
 * How other tensors are laid out so that their values meet those of a view, value by value: along a
 * dimension of the view's node where they have one position, they keep one.
 */
final class Alignment {
  /** A factor of the view: of which axis, and which of its parts. */
  private record Part(int axis, int index, Factor factor) {}

  private final GraphImport graph;
  private final View view;
  private final List<List<Part>> dimensions = new ArrayList<>(); // channels, rows, columns

  private Alignment(GraphImport graph, View view) {
    this.graph = graph;
    this.view = view;
    for (Axis dimension : Axis.values()) {
      dimensions.add(
          parts()
              .filter(part -> part.factor().axis() == dimension)
              .sorted(Comparator.comparingInt(part -> -part.factor().stride()))
              .toList());
    }
  }

  static Alignment of(GraphImport graph, View view) {
    return new Alignment(graph, view);
  }

  private Stream<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int axis = 0; axis < view.rank(); axis++) {
      List<Factor> factors = view.axes().get(axis);
      for (int i = 0; i < factors.size(); i++) {
        parts.add(new Part(axis, i, factors.get(i)));
      }
    }
    return parts.stream();
  }

  /** The sizes of an axis's parts, outermost first. */
  private int[] sizes(int axis) {
    return view.axes().get(axis).stream().mapToInt(Factor::size).toArray();
  }

  /** The shape of a constant that meets this view. */
  Shape shape(Tensor constant) {
    Tensor ranked = ranked(constant);
    int[] extents = new int[3];
    for (int d = 0; d < 3; d++) {
      List<Part> parts = dimensions.get(d);
      boolean one = parts.stream().allMatch(part -> ranked.dims()[part.axis()] == 1);
      extents[d] =
          one ? 1 : parts.stream().mapToInt(p -> p.factor().size()).reduce(1, (a, b) -> a * b);
    }
    return new Shape(extents[0], extents[1], extents[2]);
  }

  /** A constant's values in the order of that shape. */
  float[] values(Tensor constant) {
    Tensor ranked = ranked(constant);
    int[] own = Extents.strides(ranked.dims());
    List<Integer> sizes = new ArrayList<>();
    List<Integer> strides = new ArrayList<>();
    for (List<Part> parts : dimensions) {
      if (parts.stream().allMatch(part -> ranked.dims()[part.axis()] == 1)) {
        continue;
      }
      for (Part part : parts) {
        int inner = 1;
        int[] all = sizes(part.axis());
        for (int i = part.index() + 1; i < all.length; i++) {
          inner *= all[i];
        }
        sizes.add(part.factor().size());
        strides.add(ranked.dims()[part.axis()] == 1 ? 0 : own[part.axis()] * inner);
      }
    }
    int[] extents = sizes.stream().mapToInt(Integer::intValue).toArray();
    IntSupplier walk =
        Extents.walk(extents, strides.stream().mapToInt(Integer::intValue).toArray(), 0);
    float[] values = new float[Extents.size(extents)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ranked.at(walk.getAsInt());
    }
    return values;
  }

  private Tensor ranked(Tensor constant) {
    int[] dims = new int[view.rank()];
    int added = view.rank() - constant.rank();
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = axis < added ? 1 : constant.dims()[axis - added];
      if (added < 0 || dims[axis] != 1 && dims[axis] != Factor.size(view.axes().get(axis))) {
        throw new OnnxException(
            Extents.text(constant.dims()) + " does not fit " + Extents.text(view.dims()));
      }
    }
    return constant.reshaped(dims);
  }

  /** A node with another view's values where they meet those of this one. */
  String node(View other) {
    View ranked = other.padded(view.rank());
    Optional<List<List<List<Factor>>>> cut = cut(ranked);
    if (cut.isEmpty()) { // one factor can be cut anywhere
      int[] every = java.util.stream.IntStream.range(0, ranked.rank()).toArray();
      View flat = graph.laid(ranked, new Layout.Axes(every, new int[0], new int[0]));
      return node(flat, cut(flat).orElseThrow(AssertionError::new));
    }
    return node(ranked, cut.get());
  }

  private Optional<List<List<List<Factor>>>> cut(View other) {
    List<List<List<Factor>>> axes = new ArrayList<>();
    for (int axis = 0; axis < view.rank(); axis++) {
      List<Factor> factors = other.axes().get(axis);
      Optional<List<List<Factor>>> parts =
          factors.isEmpty() ? Optional.of(List.of()) : Factor.carved(factors, sizes(axis));
      if (parts.isEmpty()) {
        return Optional.empty();
      }
      axes.add(parts.get());
    }
    return Optional.of(axes);
  }

  private String node(View other, List<List<List<Factor>>> cut) {
    List<List<Factor>> layout = new ArrayList<>();
    for (List<Part> parts : dimensions) {
      List<Factor> factors = new ArrayList<>();
      boolean one = parts.stream().allMatch(part -> cut.get(part.axis()).isEmpty());
      for (Part part : parts) {
        if (!one && cut.get(part.axis()).isEmpty()) {
          factors.add(new Factor(Axis.CHANNELS, 0, part.factor().size())); // repeats
        } else if (!one) {
          factors.addAll(cut.get(part.axis()).get(part.index()));
        }
      }
      layout.add(factors);
    }
    return graph.arranged(other.node(), new Layout(layout.get(0), layout.get(1), layout.get(2)));
  }
}
