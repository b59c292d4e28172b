package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import phosphene.network.AveragePool;
import phosphene.network.Axis;
import phosphene.network.GlobalAveragePool;
import phosphene.network.GlobalMaxPool;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.LpPool;
import phosphene.network.MaxPool;
import phosphene.network.Reduce;
import phosphene.network.Window;

/** Pools, and the normalization over neighbouring channels. */
final class PoolImports {
  static final Map<String, LayerImport> ALL =
      Map.ofEntries(
          entry("MaxPool", step -> pool(step, maximum(step))),
          entry("AveragePool", step -> pool(step, average(step))),
          entry("LpPool", step -> pool(step, new LpPool(window(step), power(step)))),
          entry("GlobalAveragePool", step -> pool(step, new GlobalAveragePool())),
          entry("GlobalMaxPool", step -> pool(step, new GlobalMaxPool())),
          entry("GlobalLpPool", step -> pool(step, globalLp(step))),
          entry("LRN", step -> pool(step, neighbours(step))));

  private PoolImports() {}

  private static void pool(Step step, Layer layer) {
    View map = ConvolutionImports.map(step, step.view(0));
    String node = step.graph().add(step.title(), layer, map.node());
    step.put(View.map(node, step.graph().shape(node), map.rank()));
  }

  private static Window window(Step step) {
    int[] kernel = Call.ints(step.node().integers("kernel_shape"));
    if (kernel.length != step.view(0).rank() - 2) {
      throw new OnnxException("its window has " + kernel.length + " axes");
    }
    return Windows.of(step.node(), kernel);
  }

  private static Layer maximum(Step step) {
    step.node().ignore("storage_order"); // of the indices
    Window window = window(step);
    if (step.node().outputs().size() > 1) {
      step.graph().forbid(step.node().outputs().get(1), "indices of maxima are not computed");
    }
    boolean beyond =
        Math.max(window.padding().top(), window.padding().bottom()) >= window.tall()
            || Math.max(window.padding().left(), window.padding().right()) >= window.wide();
    if (beyond) {
      throw new OnnxException("its pads are as large as its window");
    }
    return new MaxPool(window);
  }

  private static Layer average(Step step) {
    boolean padding = step.node().flag("count_include_pad");
    return new AveragePool(
        window(step), padding ? AveragePool.Divisor.WINDOW : AveragePool.Divisor.VALID);
  }

  private static int power(Step step) {
    long p = step.node().integer("p", 2);
    if (p < 1 || p > Integer.MAX_VALUE) {
      throw new OnnxException("its p is " + p + " (must be at least 1)");
    }
    return (int) p;
  }

  private static Layer globalLp(Step step) {
    int p = power(step);
    if (p > 2) {
      throw new OnnxException("its p is " + p + " (must be 1 or 2)");
    }
    return new Reduce(
        p == 1 ? Reduce.Operation.L1 : Reduce.Operation.L2, Set.of(Axis.ROWS, Axis.COLUMNS));
  }

  private static Layer neighbours(Step step) {
    OnnxNode node = step.node();
    return new LocalResponseNorm(
        (int) node.integer("size", 0),
        node.real("alpha", 1e-4f),
        node.real("beta", 0.75),
        node.real("bias", 1));
  }
}
