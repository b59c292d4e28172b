package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import phosphene.network.Axis;
import phosphene.network.GlobalAveragePool;
import phosphene.network.GlobalMaxPool;
import phosphene.network.Layer;
import phosphene.network.Reduce;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Power;

/** Operators that make one value of all along some axes. */
final class ReductionImports {
  static final Map<String, LayerImport> ALL = all();
  private static final Set<Axis> SPACE = Set.of(Axis.ROWS, Axis.COLUMNS);

  private ReductionImports() {}

  private static Map<String, LayerImport> all() {
    Map<String, LayerImport> all = new HashMap<>();
    all.put("ReduceMean", step -> reduce(step, Reduce.Operation.MEAN));
    all.put("ReduceSum", step -> reduce(step, Reduce.Operation.SUM));
    all.put("ReduceMax", step -> reduce(step, Reduce.Operation.MAXIMUM));
    all.put("ReduceMin", step -> reduce(step, Reduce.Operation.MINIMUM));
    all.put("ReduceL1", step -> reduce(step, Reduce.Operation.L1));
    all.put("ReduceL2", step -> reduce(step, Reduce.Operation.L2));
    all.put("ReduceSumSquare", step -> reduce(step, Reduce.Operation.SUM_OF_SQUARES));
    return all;
  }

  private static void reduce(Step step, Reduce.Operation operation) {
    View in = step.view(0);
    step.optional(1); // must be a constant
    Reductions.Reduced reduced = Reductions.Reduced.of(step.call(), in.dims());
    if (reduced.axes().length == 0) {
      step.put(in);
      return;
    }
    View laid = laid(step, in, reduced.axes());
    Set<Axis> dimensions = EnumSet.noneOf(Axis.class);
    for (int axis : reduced.axes()) {
      laid.axes().get(axis).forEach(factor -> dimensions.add(factor.axis()));
    }
    View out =
        dimensions.isEmpty()
            ? single(step, laid, operation)
            : laid.on(step.graph().add(step.title(), layer(operation, dimensions), laid.node()));
    for (int axis : reduced.axes()) {
      out = out.with(out.node(), axis, List.of());
    }
    step.put(out.reshaped(reduced.dims()).orElseThrow());
  }

  /** What becomes of one value alone. */
  private static View single(Step step, View in, Reduce.Operation operation) {
    return switch (operation) {
      case MEAN, SUM, MAXIMUM, MINIMUM -> in;
      case L1, L2 -> ActivationImports.apply(step, in, Elementary.ABS);
      case SUM_OF_SQUARES -> ActivationImports.apply(step, in, new Power(2));
    };
  }

  private static Layer layer(Reduce.Operation operation, Set<Axis> dimensions) {
    if (dimensions.equals(SPACE) && operation == Reduce.Operation.MEAN) {
      return new GlobalAveragePool();
    }
    if (dimensions.equals(SPACE) && operation == Reduce.Operation.MAXIMUM) {
      return new GlobalMaxPool();
    }
    return new Reduce(operation, dimensions);
  }

  /** The view on a node of which the reduced axes are whole dimensions. */
  private static View laid(Step step, View in, int... axes) {
    Shape shape = step.graph().shape(in.node());
    long covered = 1;
    Set<Axis> dimensions = EnumSet.noneOf(Axis.class);
    for (int axis : axes) {
      for (Factor factor : in.axes().get(axis)) {
        covered *= factor.size();
        dimensions.add(factor.axis());
      }
    }
    long whole = dimensions.stream().mapToLong(d -> d.of(shape)).reduce(1, (a, b) -> a * b);
    if (covered == whole) {
      return in;
    }
    int[] kept =
        IntStream.range(0, in.rank()).filter(axis -> Arrays.binarySearch(axes, axis) < 0).toArray();
    return step.graph().laid(in, new Layout.Axes(kept, new int[0], axes));
  }
}
