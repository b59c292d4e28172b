package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import phosphene.network.Elementwise;
import phosphene.network.Elementwise.Operation;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Power;

/** Operators that put two or more tensors together value by value. */
final class BinaryImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("Add", step -> pair(step, Operation.ADD)),
          entry("Sub", step -> pair(step, Operation.SUBTRACT)),
          entry("Mul", step -> pair(step, Operation.MULTIPLY)),
          entry("Div", step -> pair(step, Operation.DIVIDE)),
          entry("Sum", step -> all(step, Operation.ADD)),
          entry("Max", step -> all(step, Operation.MAXIMUM)),
          entry("Min", step -> all(step, Operation.MINIMUM)),
          entry("Mean", BinaryImports::mean),
          entry("Pow", BinaryImports::power));

  /** On which side of an operator something stands. */
  enum Side {
    FIRST,
    SECOND
  }

  private BinaryImports() {}

  /** A view times a constant. */
  static View scaled(Step step, View view, Tensor factor) {
    return constant(step, Operation.MULTIPLY, view, factor, Side.SECOND);
  }

  private static void pair(Step step, Operation operation) {
    step.put(
        step.isConstant(0)
            ? constant(step, operation, step.view(1), step.tensor(0), Side.FIRST)
            : step.isConstant(1)
                ? constant(step, operation, step.view(0), step.tensor(1), Side.SECOND)
                : views(step, operation, step.view(0), step.view(1)));
  }

  /** All inputs, from the left: first those that depend on the image. */
  private static void all(Step step, Operation operation) {
    int[] dynamic = IntStream.range(0, step.inputs()).filter(i -> !step.isConstant(i)).toArray();
    View result = step.view(dynamic[0]);
    for (int i = 1; i < dynamic.length; i++) {
      result = views(step, operation, result, step.view(dynamic[i]));
    }
    for (int i = 0; i < step.inputs(); i++) {
      if (step.isConstant(i)) {
        result = constant(step, operation, result, step.tensor(i), Side.SECOND);
      }
    }
    step.put(result);
  }

  private static void mean(Step step) {
    View[] sum = new View[1];
    IntStream.range(0, step.inputs())
        .forEach(
            i -> {
              if (i == 0) {
                sum[0] = step.view(0);
              } else if (step.isConstant(i)) {
                sum[0] = constant(step, Operation.ADD, sum[0], step.tensor(i), Side.SECOND);
              } else {
                sum[0] = views(step, Operation.ADD, sum[0], step.view(i));
              }
            });
    Tensor count = Tensor.real(ElementType.FLOAT, new int[0], i -> step.inputs());
    step.put(constant(step, Operation.DIVIDE, sum[0], count, Side.SECOND));
  }

  private static void power(Step step) {
    double exponent = step.tensor(1).scalar();
    step.put(exponent == 1 ? step.view(0) : ActivationImports.apply(step, new Power(exponent)));
  }

  /** Two tensors that both depend on the image. */
  static View views(Step step, Operation operation, View a, View b) {
    int rank = Math.max(a.rank(), b.rank());
    View left = a.padded(rank);
    View right = b.padded(rank);
    int[] dims = Extents.broadcast(left.dims(), right.dims());
    boolean leads = Arrays.equals(left.dims(), dims);
    if (!leads && !Arrays.equals(right.dims(), dims)) {
      return both(step, operation, left, right);
    }
    View whole = leads ? left : right;
    String other = Alignment.of(step.graph(), whole).node(leads ? right : left);
    String first = leads ? left.node() : other;
    String second = leads ? other : right.node();
    return whole.on(joined(step, operation, first, second, whole.node().equals(other)));
  }

  private static String joined(
      Step step, Operation operation, String first, String second, boolean same) {
    GraphImport graph = step.graph();
    boolean residual =
        operation == Operation.ADD
            && !same
            && graph.tokens(first).isPresent()
            && graph.tokens(first).equals(graph.tokens(second));
    String title = step.title();
    String node =
        graph.add(residual ? title + ".tokens" : title, new Elementwise(operation), first, second);
    if (residual) {
      graph.addGrid(title, node, Elementary.NONE);
    }
    return node;
  }

  /** Two tensors of which each repeats the other. */
  private static View both(Step step, Operation operation, View left, View right) {
    if (left.rank() > 4) {
      throw new OnnxException("each of its inputs repeats the other along an axis");
    }
    GraphImport graph = step.graph();
    Layout.Axes axes = Layout.Axes.map(Math.max(3, left.rank()));
    View a = graph.laid(left.padded(Math.max(3, left.rank())), axes);
    View b = graph.laid(right.padded(Math.max(3, left.rank())), axes);
    if (a.dims()[0] != 1 || b.dims()[0] != 1) {
      throw new OnnxException("each of its inputs repeats the other along an axis");
    }
    String node = graph.add(step.title(), new Elementwise(operation), a.node(), b.node());
    View out = View.map(node, graph.shape(node), a.rank());
    return out.reshaped(Extents.broadcast(left.dims(), right.dims()))
        .orElseThrow(() -> new OnnxException("each of its inputs repeats the other along an axis"));
  }

  /** A tensor that depends on the image, and a constant on one side. */
  static View constant(Step step, Operation operation, View view, Tensor constant, Side side) {
    View in = view.padded(Math.max(view.rank(), constant.rank()));
    int[] dims = Extents.broadcast(in.dims(), constant.dims());
    if (!Arrays.equals(dims, in.dims())) {
      return both(step, operation, side, in, constant);
    }
    boolean bound = operation == Operation.MAXIMUM || operation == Operation.MINIMUM;
    if (bound && constant.size() == 1) {
      double value = constant.scalar();
      return ActivationImports.apply(
          step,
          in,
          operation == Operation.MAXIMUM
              ? ActivationImports.clip(value, Double.POSITIVE_INFINITY)
              : ActivationImports.clip(Double.NEGATIVE_INFINITY, value));
    }
    Alignment alignment = Alignment.of(step.graph(), in);
    Shape shape = alignment.shape(constant);
    float[] values = alignment.values(constant);
    if (shape.area() == 1 && !bound) {
      return scaled(step, operation, in, values, side);
    }
    GraphImport graph = step.graph();
    String held = graph.constant(step.title() + ".constant", shape, values);
    return in.on(
        graph.add(
            step.title(),
            new Elementwise(operation),
            side == Side.FIRST ? held : in.node(),
            side == Side.FIRST ? in.node() : held));
  }

  private static View both(Step step, Operation operation, Side side, View in, Tensor constant) {
    int rank = Math.max(3, in.rank());
    int[] dims = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      int own = axis - (rank - constant.rank());
      dims[axis] = own < 0 ? 1 : constant.dims()[own];
    }
    if (rank > 4 || dims[0] != 1) {
      throw new OnnxException("a constant of " + Extents.text(dims) + " repeats what it reads");
    }
    Shape shape = rank == 4 ? new Shape(dims[1], dims[2], dims[3]) : new Shape(dims[1], 1, dims[2]);
    String held = step.graph().constant(step.title() + ".constant", shape, constant.floats());
    View other = View.map(held, shape, rank);
    return side == Side.FIRST
        ? views(step, operation, other, in.padded(rank))
        : views(step, operation, in.padded(rank), other);
  }

  private static View scaled(Step step, Operation operation, View in, float[] values, Side side) {
    GraphImport graph = step.graph();
    View read = in;
    if (operation == Operation.DIVIDE && side == Side.FIRST) {
      read =
          in.on(
              graph.add(
                  step.title() + ".reciprocal",
                  new phosphene.network.Identity(),
                  Elementary.RECIPROCAL,
                  in.node()));
    }
    int channels = graph.shape(in.node()).channels();
    float[] factors = new float[channels];
    float[] offsets = new float[channels];
    for (int c = 0; c < channels; c++) {
      float value = values[values.length == 1 ? 0 : c];
      factors[c] = factor(operation, value, side);
      offsets[c] = offset(operation, value, side);
    }
    boolean bias = operation == Operation.ADD || operation == Operation.SUBTRACT;
    String wanted = bias && !in.node().equals("input") ? in.node() + ".bias" : step.title();
    Trained trained = Trained.channels(factors, offsets);
    String node = graph.add(wanted, new Scale(), trained, read.node());
    graph.hidden(in.node()).ifPresent(module -> graph.hide(node, module));
    return in.on(node);
  }

  private static float factor(Operation operation, float value, Side side) {
    return switch (operation) {
      case MULTIPLY -> value;
      case DIVIDE -> side == Side.FIRST ? value : (float) (1.0 / value);
      case SUBTRACT -> side == Side.FIRST ? -1 : 1;
      default -> 1;
    };
  }

  private static float offset(Operation operation, float value, Side side) {
    return switch (operation) {
      case ADD -> value;
      case SUBTRACT -> side == Side.FIRST ? value : -value;
      default -> 0;
    };
  }
}
