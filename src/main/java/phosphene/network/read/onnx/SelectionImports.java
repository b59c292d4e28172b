package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import phosphene.network.Axis;
import phosphene.network.ChannelGather;
import phosphene.network.Crop;
import phosphene.network.Extent;
import phosphene.network.Padding;
import phosphene.network.Shape;

/** Operators that keep some positions along an axis. */
final class SelectionImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("Slice", SelectionImports::slice),
          entry("Gather", SelectionImports::gather),
          entry("Split", SelectionImports::split));

  private SelectionImports() {}

  private static void slice(Step step) {
    View view = step.view(0);
    for (int input = 1; input < step.inputs(); input++) {
      step.optional(input); // must be a constant
    }
    for (AxisSlice slice : AxisSlice.of(step.call(), view.dims())) {
      view = take(step, view, slice.axis(), slice.after(), slice.positions());
    }
    step.put(view);
  }

  private static void gather(Step step) {
    View in = step.view(0);
    Tensor indices = step.tensor(1);
    int axis = Extents.axis(step.node().integer("axis", 0), in.rank());
    int length = in.dims()[axis];
    int[] positions =
        Arrays.stream(indices.integers())
            .mapToInt(index -> SelectionOperators.position(index, length))
            .toArray();
    View taken = take(step, in, axis, positions);
    int[] dims =
        IntStream.concat(
                IntStream.concat(Arrays.stream(in.dims(), 0, axis), Arrays.stream(indices.dims())),
                Arrays.stream(in.dims(), axis + 1, in.rank()))
            .toArray();
    step.put(ViewImports.reshaped(step, taken, dims));
  }

  private static void split(Step step) {
    View in = step.view(0);
    step.optional(1); // must be a constant
    int axis = Extents.axis(step.node().integer("axis", 0), in.rank());
    int from = 0;
    int[] lengths = SelectionOperators.splits(step.call(), in.dims()[axis]);
    for (int i = 0; i < lengths.length; i++) {
      String output = step.node().outputs().get(i);
      if (lengths[i] == 0) {
        step.graph().forbid(output, "a part of no values");
      } else {
        step.put(i, take(step, in, axis, IntStream.range(from, from + lengths[i]).toArray()));
      }
      from += lengths[i];
    }
  }

  /** A view of which only some positions along an axis are kept, in that order. */
  private static View take(Step step, View in, int axis, int... positions) {
    return take(step, in, axis, OptionalInt.empty(), positions);
  }

  /**
   * As above.
   *
   * @param after how many positions are left out at the end of an axis of any length; if empty,
   *     images of other sizes are not taken where the axis is one of the image's
   */
  static View take(Step step, View in, int axis, OptionalInt after, int... positions) {
    int length = in.dims()[axis];
    if (Arrays.equals(positions, IntStream.range(0, length).toArray())) {
      return in;
    }
    if (positions.length == 0) {
      throw new OnnxException("it keeps no values");
    }
    List<Factor> factors = in.axes().get(axis);
    if (factors.size() == 1) {
      return taken(step, in, axis, after, positions);
    }
    if (shuffled(step, in, factors)) {
      List<Integer> order = new Layout(factors, List.of(), List.of()).gathered();
      List<Integer> kept = Arrays.stream(positions).mapToObj(order::get).toList();
      String node = step.graph().add(step.title(), new ChannelGather(kept), in.node());
      return in.with(node, axis, Factor.whole(Axis.CHANNELS, positions.length));
    }
    View laid = step.graph().laid(in, Layout.Axes.alone(in, axis));
    if (laid.axes().get(axis).isEmpty()) {
      throw new OnnxException("it repeats an axis of one position");
    }
    return taken(step, laid, axis, after, positions);
  }

  /** True if an axis is all channels of the node in another order. */
  private static boolean shuffled(Step step, View in, List<Factor> factors) {
    return factors.stream().allMatch(factor -> factor.axis() == Axis.CHANNELS)
        && Factor.size(factors) == step.graph().shape(in.node()).channels();
  }

  private static View taken(Step step, View in, int axis, OptionalInt after, int... positions) {
    GraphImport graph = step.graph();
    Factor factor = in.axes().get(axis).get(0);
    Shape shape = graph.shape(in.node());
    boolean whole = factor.size() == factor.axis().of(shape);
    String node;
    if (factor.axis() == Axis.CHANNELS) {
      node = graph.add(step.title(), channels(shape.channels(), factor, positions), in.node());
    } else if (whole && ascending(positions)) {
      String from = after.isPresent() ? in.node() : graph.fixed(in.node());
      node = graph.add(step.title(), crop(factor, after, positions), from);
      cropTokens(graph, in.node(), node, factor.axis(), positions);
    } else {
      return taken(step, graph.laid(in, Layout.Axes.apart(in, axis)), axis, after, positions);
    }
    return new View(node, resized(in, axis, factor, positions.length));
  }

  private static List<List<Factor>> resized(View in, int axis, Factor taken, int size) {
    List<List<Factor>> axes = new ArrayList<>();
    int block = taken.stride() * taken.size();
    for (int i = 0; i < in.rank(); i++) {
      List<Factor> factors = new ArrayList<>();
      for (Factor factor : in.axes().get(i)) {
        boolean outer = factor.axis() == taken.axis() && factor.stride() >= block;
        int stride = outer ? factor.stride() / block * taken.stride() * size : factor.stride();
        factors.add(
            i == axis
                ? new Factor(taken.axis(), taken.stride(), size)
                : new Factor(factor.axis(), stride, factor.size()));
      }
      axes.add(factors);
    }
    return axes;
  }

  private static ChannelGather channels(int channels, Factor factor, int... positions) {
    List<Integer> kept = new ArrayList<>();
    int block = factor.stride() * factor.size();
    for (int outer = 0; outer < channels; outer += block) {
      for (int position : positions) {
        for (int inner = 0; inner < factor.stride(); inner++) {
          kept.add(outer + position * factor.stride() + inner);
        }
      }
    }
    return new ChannelGather(kept);
  }

  private static boolean ascending(int... positions) {
    int step = positions.length > 1 ? positions[1] - positions[0] : 1;
    return step > 0
        && IntStream.range(1, positions.length)
            .allMatch(i -> positions[i] - positions[i - 1] == step);
  }

  private static Crop crop(Factor factor, OptionalInt floating, int... positions) {
    int first = positions[0];
    int after = floating.orElse(factor.size() - 1 - positions[positions.length - 1]);
    int step = positions.length > 1 ? positions[1] - first : 1;
    return factor.axis() == Axis.ROWS
        ? new Crop(new Padding(first, after, 0, 0), new Extent(step, 1))
        : new Crop(new Padding(0, 0, first, after), new Extent(1, step));
  }

  /** Tokens before the grid may be left out. */
  private static void cropTokens(
      GraphImport graph, String from, String to, Axis axis, int... positions) {
    if (axis == Axis.COLUMNS && positions.length > 1 && positions[1] - positions[0] == 1) {
      graph
          .tokens(from)
          .filter(tokens -> positions[0] <= tokens.first())
          .filter(
              tokens ->
                  tokens.first() + tokens.height() * tokens.width() - positions[0]
                      <= positions.length)
          .ifPresent(
              tokens ->
                  graph.tokens(
                      to,
                      new Tokens(tokens.first() - positions[0], tokens.height(), tokens.width())));
    }
  }
}
