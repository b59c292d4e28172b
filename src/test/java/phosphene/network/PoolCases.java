package phosphene.network;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import phosphene.network.Window.Rounding;

/** Pools and reductions. */
final class PoolCases {
  private PoolCases() {}

  static List<LayerCase> all() {
    List<LayerCase> cases = new ArrayList<>();
    windows()
        .forEach(
            (name, window) -> {
              cases.add(LayerCase.of("max pool " + name, new MaxPool(window)));
              for (AveragePool.Divisor divisor : AveragePool.Divisor.values()) {
                cases.add(
                    LayerCase.of(
                        "average pool " + name + " " + divisor, new AveragePool(window, divisor)));
              }
              for (double p : new double[] {1, 2, 3}) {
                cases.add(LayerCase.of("L" + p + " pool " + name, new LpPool(window, p)));
              }
            });
    cases.add(LayerCase.of("global average", new GlobalAveragePool()));
    cases.add(LayerCase.of("global maximum", new GlobalMaxPool()));
    for (Reduce.Operation operation : Reduce.Operation.values()) {
      for (Set<Axis> axes : axes()) {
        cases.add(LayerCase.of("reduce " + operation + " " + axes, new Reduce(operation, axes)));
      }
    }
    return cases;
  }

  private static Map<String, Window> windows() {
    Map<String, Window> windows = new LinkedHashMap<>();
    windows.put("2x2/2", Window.of(2, 2, 0));
    windows.put("3x3", Window.of(3, 1, 1));
    windows.put("3x3/2", Window.of(3, 2, 1));
    windows.put("1x2", new Window(1, 2, 1, 2, 0, 0, Rounding.FLOOR));
    windows.put("2x2/2 ceil", Window.of(2, 2, 0).rounded(Rounding.CEIL));
    windows.put("3x3/2 ceil", Window.of(3, 2, 0).rounded(Rounding.CEIL));
    windows.put("3x3/2 ceil in a border", Window.of(3, 2, 1).rounded(Rounding.CEIL));
    windows.put("2x2/3 ceil", Window.of(2, 3, 0).rounded(Rounding.CEIL));
    windows.put(
        "3x3/2 ceil, uneven",
        Window.of(3, 2, 0).padded(new Padding(1, 0, 0, 1)).rounded(Rounding.CEIL));
    windows.put("2x2 same", Window.of(2, 1, 0).rounded(Rounding.SAME));
    windows.put("3x3/2 same", Window.of(3, 2, 0).rounded(Rounding.SAME));
    windows.put("2x2 same lower", Window.of(2, 1, 0).rounded(Rounding.SAME_LOWER));
    windows.put("3x3/2 same lower", Window.of(3, 2, 0).rounded(Rounding.SAME_LOWER));
    windows.put("3x3/2 uneven", Window.of(3, 2, 0).padded(new Padding(0, 1, 1, 2)));
    windows.put(
        "2x3 uneven", new Window(2, 3, 1, 1, 0, 0, Rounding.FLOOR).padded(new Padding(1, 0, 2, 0)));
    windows.put("2x2 dilated", Window.of(2, 1, 1).dilated(new Extent(2, 3)));
    windows.put(
        "3x3/2 dilated ceil", Window.of(3, 2, 1).dilated(Extent.square(2)).rounded(Rounding.CEIL));
    return windows;
  }

  static List<Set<Axis>> axes() {
    List<Set<Axis>> all = new ArrayList<>();
    for (int bits = 1; bits < 1 << Axis.values().length; bits++) {
      Set<Axis> axes = EnumSet.noneOf(Axis.class);
      for (Axis axis : Axis.values()) {
        if ((bits >> axis.ordinal() & 1) == 1) {
          axes.add(axis);
        }
      }
      all.add(axes);
    }
    return all;
  }
}
