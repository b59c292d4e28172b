package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators about shapes: what has them as input, makes them, or gives a tensor another one. */
final class ShapeOperators {
  private static final int LARGEST = 1 << 24;

  static final Map<String, Operator.Single> ALL =
      Map.ofEntries(
          entry("Constant", ShapeOperators::constant),
          entry("ConstantOfShape", ShapeOperators::filled),
          entry("Shape", call -> Tensor.vector(shape(call, call.in(0).dims()))),
          entry("Size", call -> Tensor.vector(call.in(0).size()).reshaped()),
          entry("Range", ShapeOperators::range),
          entry("Reshape", call -> call.in(0).reshaped(reshape(call, call.in(0).dims()))),
          entry("Flatten", call -> call.in(0).reshaped(flatten(call, call.in(0).dims()))),
          entry("Squeeze", call -> call.in(0).reshaped(squeeze(call, call.in(0).dims()))),
          entry("Unsqueeze", call -> call.in(0).reshaped(unsqueeze(call, call.in(0).dims()))),
          entry("Transpose", call -> call.in(0).transposed(order(call, call.in(0).rank()))),
          entry("Expand", ShapeOperators::expand),
          entry("EyeLike", ShapeOperators::eye));

  private ShapeOperators() {}

  private static Tensor constant(Call call) {
    OnnxNode node = call.node();
    Optional<Tensor> tensor = node.tensor("value").map(call.file()::read);
    if (tensor.isPresent()) {
      return tensor.get();
    }
    if (node.has("value_int")) {
      return Tensor.vector(node.integer("value_int", 0)).reshaped();
    }
    if (node.has("value_ints")) {
      return Tensor.vector(node.integers("value_ints"));
    }
    boolean one = node.has("value_float");
    if (!one && !node.has("value_floats")) {
      throw new OnnxException("it holds no numbers");
    }
    double[] values = one ? new double[] {node.real("value_float", 0)} : node.reals("value_floats");
    int[] dims = one ? new int[0] : new int[] {values.length};
    return Tensor.real(ElementType.FLOAT, dims, i -> values[i]);
  }

  private static Tensor filled(Call call) {
    int[] dims = Call.ints(call.in(0).integers());
    Tensor value =
        call.node()
            .tensor("value")
            .map(call.file()::read)
            .orElseGet(() -> Tensor.real(ElementType.FLOAT, new int[] {1}, i -> 0));
    double filling = value.scalar();
    long whole = value.integer(0);
    boolean real = value.type().real();
    // Files that show an architecture alone have all their weights filled with one number.
    Extents.made(dims, (int) Math.min(Integer.MAX_VALUE, Constants.most() / Long.BYTES));
    return real
        ? Tensor.real(value.type(), dims, i -> filling)
        : Tensor.whole(value.type(), dims, i -> whole);
  }

  /** What Shape makes of extents, from {@code start} to {@code end}. */
  static long[] shape(Call call, int... dims) {
    int start = clamped(call.node().integer("start", 0), dims.length);
    int end = clamped(call.node().integer("end", dims.length), dims.length);
    return IntStream.range(start, Math.max(start, end)).mapToLong(axis -> dims[axis]).toArray();
  }

  private static int clamped(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static Tensor range(Call call) {
    Tensor start = call.in(0);
    double first = start.scalar();
    double step = call.in(2).scalar();
    double count = Math.ceil((call.in(1).scalar() - first) / step);
    if (!(count <= LARGEST)) {
      throw new OnnxException("a range of " + count + " values is too large");
    }
    int[] dims = {(int) Math.max(count, 0)};
    return start.type().real()
        ? Tensor.real(start.type(), dims, i -> first + i * step)
        : Tensor.whole(start.type(), dims, i -> (long) first + i * (long) step);
  }

  /** The extents that Reshape gives: 0 keeps one, -1 is what is left. */
  static int[] reshape(Call call, int... from) {
    boolean zeros = call.node().flag("allowzero");
    int[] to = Call.ints(call.integers("shape", 1).orElseThrow(ShapeOperators::noShape));
    int open = -1;
    long known = 1;
    for (int axis = 0; axis < to.length; axis++) {
      if (to[axis] == 0 && !zeros) {
        if (axis >= from.length) {
          throw new OnnxException("it keeps axis " + axis + " of " + Extents.text(from));
        }
        to[axis] = from[axis];
      }
      if (to[axis] == -1 && open < 0) {
        open = axis;
      } else if (to[axis] < 0) {
        throw new OnnxException("it reshapes to " + Extents.text(to));
      } else {
        known = Math.min(known, Integer.MAX_VALUE) * to[axis];
      }
    }
    if (open >= 0) {
      to[open] = known == 0 ? 0 : (int) (Extents.size(from) / known);
    }
    if (Extents.size(to) != Extents.size(from)) {
      throw new OnnxException(Extents.text(from) + " cannot be reshaped to " + Extents.text(to));
    }
    return to;
  }

  private static OnnxException noShape() {
    return new OnnxException("its shape is missing");
  }

  /** The two extents that Flatten gives. */
  static int[] flatten(Call call, int... from) {
    long axis = call.node().integer("axis", 1);
    if (axis < -from.length || axis > from.length) {
      throw new OnnxException("it flattens from axis " + axis + " of " + from.length);
    }
    int cut = (int) (axis < 0 ? axis + from.length : axis);
    int rows = Extents.size(Arrays.copyOf(from, cut));
    return new int[] {rows, Extents.size(Arrays.copyOfRange(from, cut, from.length))};
  }

  static int[] squeeze(Call call, int... from) {
    int[] axes =
        call.axes(1, from.length)
            .orElseGet(
                () -> IntStream.range(0, from.length).filter(axis -> from[axis] == 1).toArray());
    for (int axis : axes) {
      if (from[axis] != 1) {
        throw new OnnxException("it removes axis " + axis + " of " + Extents.text(from));
      }
    }
    return IntStream.range(0, from.length)
        .filter(axis -> Arrays.binarySearch(axes, axis) < 0)
        .map(axis -> from[axis])
        .toArray();
  }

  static int[] unsqueeze(Call call, int... from) {
    long[] added =
        call.integers("axes", 1).orElseThrow(() -> new OnnxException("its axes are missing"));
    int rank = from.length + added.length;
    int[] axes = Extents.axes(added, rank);
    List<Integer> dims = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      dims.add(Arrays.binarySearch(axes, axis) >= 0 ? 1 : from[next++]);
    }
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The order of axes that Transpose gives; the reverse one if it names none. */
  static int[] order(Call call, int rank) {
    long[] reverse = IntStream.range(0, rank).mapToLong(axis -> rank - 1 - axis).toArray();
    int[] order = Call.ints(call.node().integers("perm", reverse));
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(), IntStream.range(0, rank).toArray())) {
      throw new OnnxException(
          "its perm " + Arrays.toString(order) + " is no order of " + rank + " axes");
    }
    return order;
  }

  private static Tensor expand(Call call) {
    Tensor in = call.in(0);
    int[] dims = Extents.broadcast(in.dims(), Call.ints(call.in(1).integers()));
    return in.broadcast(dims);
  }

  private static Tensor eye(Call call) {
    int[] dims = call.in(0).dims();
    if (dims.length != 2) {
      throw new OnnxException("it takes a matrix");
    }
    long shift = call.node().integer("k", 0);
    int code = (int) call.node().integer("dtype", 0);
    ElementType type = ElementType.of(code).orElse(call.in(0).type());
    Tensor ones =
        Tensor.whole(ElementType.INT64, dims, i -> i % dims[1] - i / dims[1] == shift ? 1 : 0);
    return ones.as(type);
  }
}
