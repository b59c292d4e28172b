package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Operators that make one value of all along some axes. */
final class Reductions {
  static final Map<String, Operator.Single> ALL =
      Map.ofEntries(
          entry("ReduceSum", new Reduction(0, Reductions::same, Double::sum, Reductions::same)),
          entry("ReduceMean", Reductions::mean),
          entry(
              "ReduceMax",
              new Reduction(
                  Double.NEGATIVE_INFINITY, Reductions::same, Math::max, Reductions::same)),
          entry(
              "ReduceMin",
              new Reduction(
                  Double.POSITIVE_INFINITY, Reductions::same, Math::min, Reductions::same)),
          entry(
              "ReduceProd", new Reduction(1, Reductions::same, (a, b) -> a * b, Reductions::same)),
          entry("ReduceL1", new Reduction(0, Math::abs, Double::sum, Reductions::same)),
          entry("ReduceL2", new Reduction(0, Reductions::square, Double::sum, Math::sqrt)),
          entry(
              "ReduceSumSquare",
              new Reduction(0, Reductions::square, Double::sum, Reductions::same)),
          entry("ReduceLogSum", new Reduction(0, Reductions::same, Double::sum, Math::log)),
          entry("ReduceLogSumExp", new Reduction(0, Math::exp, Double::sum, Math::log)));

  private Reductions() {}

  private record Reduction(
      double start,
      DoubleUnaryOperator before,
      DoubleBinaryOperator joined,
      DoubleUnaryOperator after)
      implements Operator.Single {
    @Override
    public Tensor output(Call call) {
      Tensor in = call.in(0);
      Reduced reduced = Reduced.of(call, in.dims());
      if (reduced.axes().length == 0) {
        return in;
      }
      double[] sums = new double[Extents.size(reduced.kept())];
      Arrays.fill(sums, start);
      IntSupplier target = Extents.walk(in.dims(), reduced.strides(in.dims()), 0);
      for (int i = 0; i < in.size(); i++) {
        int at = target.getAsInt();
        sums[at] = joined.applyAsDouble(sums[at], before.applyAsDouble(in.at(i)));
      }
      return Tensor.real(ElementType.DOUBLE, reduced.dims(), i -> after.applyAsDouble(sums[i]))
          .as(in.type());
    }
  }

  private static Tensor mean(Call call) {
    Tensor in = call.in(0);
    Reduced reduced = Reduced.of(call, in.dims());
    Tensor sum = new Reduction(0, Reductions::same, Double::sum, Reductions::same).output(call);
    int count =
        IntStream.of(reduced.axes()).map(axis -> in.dims()[axis]).reduce(1, (a, b) -> a * b);
    return Tensor.real(ElementType.DOUBLE, sum.dims(), i -> sum.at(i) / count).as(in.type());
  }

  /**
   * Which axes a node reduces.
   *
   * @param axes ascending
   * @param kept the extents with 1 for each reduced axis
   * @param dims the extents of the result
   */
  record Reduced(int[] axes, int[] kept, int[] dims) {
    static Reduced of(Call call, int... from) {
      boolean nothing = call.node().flag("noop_with_empty_axes");
      int[] every = IntStream.range(0, from.length).toArray();
      int[] named = call.axes(1, from.length).orElse(new int[0]);
      int[] axes = named.length > 0 || nothing ? named : every;
      boolean keep = call.node().integer("keepdims", 1) != 0;
      int[] kept = from.clone();
      for (int axis : axes) {
        kept[axis] = 1;
      }
      int[] dims =
          IntStream.range(0, from.length)
              .filter(axis -> keep || Arrays.binarySearch(axes, axis) < 0)
              .map(axis -> kept[axis])
              .toArray();
      return new Reduced(axes, kept, dims);
    }

    private int[] strides(int... from) {
      return Extents.broadcastStrides(kept, from);
    }
  }

  private static double same(double value) {
    return value;
  }

  private static double square(double value) {
    return value * value;
  }
}
