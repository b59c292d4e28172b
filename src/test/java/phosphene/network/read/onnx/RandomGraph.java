package phosphene.network.read.onnx;

import static phosphene.network.read.onnx.TinyModel.integer;
import static phosphene.network.read.onnx.TinyModel.ints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import onnx.Onnx.ModelProto;

/** A graph of operators drawn by chance that fit together, mostly such as move values about. */
final class RandomGraph {
  private static final int MOST = 600; // values

  private final SplittableRandom random;
  private final TinyModel model = new TinyModel();
  private String value = "image";
  private int[] dims;
  private int count;

  RandomGraph(long seed) {
    random = new SplittableRandom(seed);
    dims = new int[] {1, pick(2, 6), pick(2, 5), pick(2, 4)};
    model.input(value, dims);
    unary("Neg"); // so that there is a layer
  }

  ModelProto build(int operators) {
    for (int i = 0; i < operators; i++) {
      step();
    }
    unary("Tanh");
    return model.output(value).build();
  }

  String output() {
    return value;
  }

  private int pick(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private String name() {
    return "v" + count++;
  }

  private void step() {
    switch (random.nextInt(14)) {
      case 0, 1 -> transpose();
      case 2, 3 -> reshape();
      case 4 -> slice();
      case 5 -> gather();
      case 6 -> concat();
      case 7 -> constant();
      case 8 -> reduced();
      case 9 -> matrix();
      case 10 -> attention();
      case 11 -> reduce(random.nextInt(2));
      case 12 -> split();
      default -> unary(List.of("Relu", "Abs", "Tanh", "Sigmoid").get(random.nextInt(4)));
    }
  }

  private void unary(String operator) {
    String out = name();
    model.node(operator, value, out);
    value = out;
  }

  private void transpose() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, dims.length).boxed().toList());
    Collections.shuffle(order, new Random(random.nextLong()));
    String out = name();
    model.node(
        "Transpose",
        value,
        out,
        ints("perm", order.stream().mapToLong(Integer::longValue).toArray()));
    dims = order.stream().mapToInt(axis -> dims[axis]).toArray();
    value = out;
  }

  private void reshape() {
    List<Integer> parts = new ArrayList<>();
    int rest = Extents.size(dims);
    while (rest > 1 && parts.size() < 4) {
      int left = rest;
      int[] divisors = IntStream.rangeClosed(1, rest).filter(d -> left % d == 0).toArray();
      int part = divisors[random.nextInt(divisors.length)];
      parts.add(part);
      rest /= part;
    }
    parts.add(rest);
    dims = parts.stream().mapToInt(Integer::intValue).toArray();
    String shape = name();
    model.numbers(shape, Arrays.stream(dims).asLongStream().toArray());
    String out = name();
    model.node("Reshape", value + " " + shape, out);
    value = out;
  }

  private void slice() {
    int axis = random.nextInt(dims.length);
    int length = dims[axis];
    int from = random.nextInt(length);
    int to = pick(from + 1, length);
    boolean back = random.nextInt(3) == 0;
    int step = pick(1, 2);
    String start = name();
    String end = name();
    String axes = name();
    String steps = name();
    // Backwards an end before the first position is a number below minus the length.
    model.numbers(start, back ? to - 1 : from);
    model.numbers(end, back ? (from == 0 ? Integer.MIN_VALUE : from - 1) : to);
    model.numbers(axes, random.nextInt(2) == 0 ? axis : axis - dims.length);
    model.numbers(steps, back ? -step : step);
    String out = name();
    model.node("Slice", String.join(" ", value, start, end, axes, steps), out);
    dims = dims.clone();
    dims[axis] = (to - from - 1) / step + 1;
    value = out;
  }

  private void gather() {
    int axis = random.nextInt(dims.length);
    int length = dims[axis];
    int kept = pick(1, length);
    String indices = name();
    model.numbers(
        indices, LongStream.range(0, kept).map(i -> random.nextInt(-length, length)).toArray());
    String out = name();
    model.node("Gather", value + " " + indices, out, integer("axis", axis));
    dims = dims.clone();
    dims[axis] = kept;
    value = out;
  }

  private void concat() {
    if (Extents.size(dims) * 2 > MOST) {
      return;
    }
    int axis = random.nextInt(dims.length);
    String other = name();
    String out = name();
    String constant = name();
    int[] added = dims.clone();
    added[axis] = pick(1, 2);
    model.node("Abs", value, other).weights(constant, added);
    model.node("Concat", String.join(" ", other, value, constant), out, integer("axis", axis));
    dims = dims.clone();
    dims[axis] = 2 * dims[axis] + added[axis];
    value = out;
  }

  private void constant() {
    String operator = List.of("Add", "Mul", "Sub", "Div", "Max").get(random.nextInt(5));
    int rank = pick(0, dims.length);
    int[] other =
        IntStream.range(dims.length - rank, dims.length)
            .map(axis -> random.nextInt(2) == 0 ? 1 : dims[axis])
            .toArray();
    String held = name();
    String out = name();
    model.weights(held, other);
    boolean first = random.nextInt(3) == 0 && !operator.equals("Div");
    model.node(operator, first ? held + " " + value : value + " " + held, out);
    value = out;
  }

  /** The value times its own means along some axes. */
  private void reduced() {
    String operator = List.of("Add", "Mul", "Sub").get(random.nextInt(3));
    String mean = name();
    String out = name();
    long[] axes =
        IntStream.range(0, dims.length)
            .filter(axis -> random.nextInt(2) == 0)
            .asLongStream()
            .toArray();
    if (axes.length == 0) {
      return;
    }
    model.node("ReduceMean", value, mean, ints("axes", axes));
    model.node(operator, random.nextInt(2) == 0 ? value + " " + mean : mean + " " + value, out);
    value = out;
  }

  private void matrix() {
    if (dims.length < 2) {
      return;
    }
    int last = dims.length - 1;
    int outputs = pick(1, 4);
    String weights = name();
    String out = name();
    boolean right = random.nextInt(3) > 0;
    int axis = right ? last : last - 1;
    model.weights(weights, right ? dims[last] : outputs, right ? outputs : dims[last - 1]);
    model.node("MatMul", right ? value + " " + weights : weights + " " + value, out);
    dims = dims.clone();
    dims[axis] = outputs;
    value = out;
  }

  /** The value times itself, turned. */
  private void attention() {
    if (dims.length < 2 || dims[dims.length - 2] > 12) {
      return;
    }
    long[] order = IntStream.range(0, dims.length).asLongStream().toArray();
    order[dims.length - 1] = dims.length - 2;
    order[dims.length - 2] = dims.length - 1;
    String turned = name();
    String small = name();
    String out = name();
    String factor = name();
    model.weights(factor).node("Transpose", value, turned, ints("perm", order));
    model.node("MatMul", value + " " + turned, small);
    model.node("Mul", small + " " + factor, out);
    dims = dims.clone();
    dims[dims.length - 1] = dims[dims.length - 2];
    value = out;
  }

  private void reduce(int keep) {
    if (dims.length < 2) {
      return;
    }
    int axis = random.nextInt(dims.length);
    String out = name();
    model.node(
        List.of("ReduceMean", "ReduceMax", "ReduceL1").get(random.nextInt(3)),
        value,
        out,
        ints("axes", axis),
        integer("keepdims", keep));
    int[] kept =
        IntStream.range(0, dims.length)
            .filter(i -> keep == 1 || i != axis)
            .map(i -> i == axis ? 1 : dims[i])
            .toArray();
    dims = kept;
    value = out;
  }

  private void split() {
    int axis = random.nextInt(dims.length);
    if (dims[axis] < 2) {
      return;
    }
    int first = pick(1, dims[axis] - 1);
    String lengths = name();
    String a = name();
    String b = name();
    model.numbers(lengths, first, dims[axis] - first);
    model.node("Split", value + " " + lengths, a, integer("axis", axis)).also(b);
    boolean second = random.nextInt(2) == 0;
    dims = dims.clone();
    dims[axis] = second ? dims[axis] - first : first;
    value = second ? b : a;
  }
}
