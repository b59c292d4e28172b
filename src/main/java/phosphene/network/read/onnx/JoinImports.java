package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import phosphene.network.Axis;
import phosphene.network.ChannelPad;
import phosphene.network.Concat;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Shape;

/** Operators that put tensors side by side, or borders around them. */
final class JoinImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(entry("Concat", JoinImports::concat), entry("Pad", JoinImports::pad));

  private JoinImports() {}

  private static void concat(Step step) {
    int lead = lead(step);
    View first = step.view(lead);
    int axis =
        Extents.axis(step.node().integer("axis", step.call().opset() < 4 ? 1 : 0), first.rank());
    requireFit(step, first, axis);
    View laid = whole(step, first, axis) ? first : step.graph().laid(first, around(axis, first));
    Axis dimension = dimension(step, laid, axis);
    List<String> parts = new ArrayList<>();
    int before = 0;
    int length = 0;
    for (int i = 0; i < step.inputs(); i++) {
      int size = dims(step, i)[axis];
      if (size == 0) {
        continue;
      }
      before += i < lead ? size : 0;
      length += size;
      parts.add(part(step, i, laid, axis, dimension));
    }
    String node =
        step.graph().add(step.title(), new Concat(dimension), parts.toArray(new String[0]));
    int moved = before;
    if (dimension == Axis.COLUMNS) {
      step.graph()
          .tokens(laid.node())
          .map(tokens -> new Tokens(tokens.first() + moved, tokens.height(), tokens.width()))
          .ifPresent(tokens -> step.graph().tokens(node, tokens));
    }
    step.put(laid.with(node, axis, Factor.whole(dimension, length)));
  }

  /** The part that the others are laid out like: the largest that depends on the image. */
  private static int lead(Step step) {
    return IntStream.range(0, step.inputs())
        .filter(i -> !step.isConstant(i))
        .boxed()
        .max(Comparator.comparingInt(i -> step.view(i).size()))
        .orElseThrow(() -> new OnnxException("it has no inputs"));
  }

  private static int[] dims(Step step, int input) {
    return step.isConstant(input) ? step.tensor(input).dims() : step.view(input).dims();
  }

  private static void requireFit(Step step, View first, int axis) {
    for (int i = 0; i < step.inputs(); i++) {
      int[] dims = dims(step, i).clone();
      if (dims.length == first.rank()) {
        dims[axis] = first.dims()[axis];
      }
      if (!Arrays.equals(dims, first.dims())) {
        throw new OnnxException(
            "it joins " + Extents.text(dims(step, i)) + " to " + Extents.text(first.dims()));
      }
    }
  }

  private static Layout.Axes around(int axis, View view) {
    return Layout.Axes.alone(view, axis);
  }

  /** True if an axis is a whole dimension of the view's node. */
  private static boolean whole(Step step, View view, int axis) {
    List<Factor> factors = view.axes().get(axis);
    Shape shape = step.graph().shape(view.node());
    return factors.size() == 1
        && factors.equals(Factor.whole(factors.get(0).axis(), factors.get(0).axis().of(shape)));
  }

  private static Axis dimension(Step step, View laid, int axis) {
    if (whole(step, laid, axis)) {
      return laid.axes().get(axis).get(0).axis();
    }
    // An axis of one position: any dimension that has one will do.
    Shape shape = step.graph().shape(laid.node());
    return Arrays.stream(Axis.values())
        .filter(each -> each.of(shape) == 1)
        .findFirst()
        .orElseThrow(() -> new OnnxException("it joins along an axis of its own"));
  }

  /** A part's node, laid out as the first is. */
  private static String part(Step step, int input, View laid, int axis, Axis dimension) {
    int size = dims(step, input)[axis];
    View pattern = laid.with(laid.node(), axis, Factor.whole(dimension, size));
    Alignment alignment = Alignment.of(step.graph(), pattern);
    if (step.isConstant(input)) {
      Tensor tensor = step.tensor(input);
      Shape own = step.graph().shape(laid.node());
      return step.graph()
          .constant(
              step.title() + ".constant",
              dimension.with(own, size),
              spread(alignment, tensor, dimension.with(own, size)));
    }
    return alignment.node(step.view(input));
  }

  /** Values of a constant, which has all extents but those of one position. */
  private static float[] spread(Alignment alignment, Tensor tensor, Shape shape) {
    float[] values = alignment.values(tensor);
    if (values.length != shape.size()) {
      throw new OnnxException("it joins a constant of " + Extents.text(tensor.dims()));
    }
    return values;
  }

  private static void pad(Step step) {
    View view = step.view(0);
    for (int input = 1; input < step.inputs(); input++) {
      step.optional(input); // must be a constant
    }
    PadAmounts padding = PadAmounts.of(step.call(), view.rank());
    for (int axis = 0; axis < view.rank(); axis++) {
      int length = view.dims()[axis];
      int front = -Math.min(0, padding.before()[axis]);
      int back = -Math.min(0, padding.after()[axis]);
      if (front + back > 0) {
        if (front + (long) back >= length) {
          throw new OnnxException("it leaves nothing of an axis");
        }
        view =
            SelectionImports.take(
                step,
                view,
                axis,
                OptionalInt.of(back),
                IntStream.range(front, length - back).toArray());
      }
    }
    step.put(padded(step, view, padding));
  }

  private static View padded(Step step, View in, PadAmounts padding) {
    int[] before = Arrays.stream(padding.before()).map(n -> Math.max(0, n)).toArray();
    int[] after = Arrays.stream(padding.after()).map(n -> Math.max(0, n)).toArray();
    int[] padded =
        IntStream.range(0, in.rank()).filter(axis -> before[axis] + after[axis] > 0).toArray();
    if (padded.length == 0) {
      return in;
    }
    View laid = separate(step, in, padded);
    Shape shape = step.graph().shape(laid.node());
    Map<Axis, Border> borders = new EnumMap<>(Axis.class);
    View out = laid;
    for (int axis : padded) {
      Axis dimension = of(laid, axis, shape, borders);
      borders.put(dimension, new Border(before[axis], after[axis]));
      int length = before[axis] + after[axis] + dimension.of(shape);
      out = out.with(out.node(), axis, Factor.whole(dimension, length));
    }
    return out.on(padded(step, laid.node(), padding, borders));
  }

  /** What is added along a dimension. */
  private record Border(int before, int after) {
    static final Border NONE = new Border(0, 0);
  }

  private static Axis of(View laid, int axis, Shape shape, Map<Axis, Border> borders) {
    Optional<Axis> own = laid.axes().get(axis).stream().map(Factor::axis).findFirst();
    return own.orElseGet(
        () ->
            Arrays.stream(Axis.values())
                .filter(each -> each.of(shape) == 1)
                .filter(each -> !borders.containsKey(each))
                .findFirst()
                .orElseThrow(() -> new OnnxException("it pads an axis of one position")));
  }

  private static View separate(Step step, View in, int... padded) {
    boolean fits =
        Arrays.stream(padded)
            .allMatch(axis -> in.axes().get(axis).isEmpty() || whole(step, in, axis));
    return fits ? in : step.graph().laid(in, Layout.Axes.map(in.rank()));
  }

  private static String padded(
      Step step, String node, PadAmounts padding, Map<Axis, Border> borders) {
    String result = node;
    boolean zeros = padding.mode().equals("constant") && padding.value() == 0;
    Border channels = borders.getOrDefault(Axis.CHANNELS, Border.NONE);
    Border rows = borders.getOrDefault(Axis.ROWS, Border.NONE);
    Border columns = borders.getOrDefault(Axis.COLUMNS, Border.NONE);
    if (!channels.equals(Border.NONE)) {
      if (!zeros) {
        throw new OnnxException("it pads channels by other values than 0");
      }
      ChannelPad layer = new ChannelPad(channels.before(), channels.after());
      result = step.graph().add(step.title(), layer, result);
    }
    Pad.Mode mode =
        switch (padding.mode()) {
          case "constant" -> Pad.Mode.CONSTANT;
          case "reflect" -> Pad.Mode.REFLECT;
          case "edge" -> Pad.Mode.EDGE;
          default -> throw new OnnxException("its mode is " + padding.mode());
        };
    Padding border = new Padding(rows.before(), rows.after(), columns.before(), columns.after());
    return border.equals(Padding.NONE)
        ? result
        : step.graph().add(step.title(), new Pad(border, mode, (float) padding.value()), result);
  }
}
