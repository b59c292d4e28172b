package phosphene.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import phosphene.network.Window.Rounding;

/** Every layer and every nonlinearity, each in all its ways. */
public final class LayerCases {
  private LayerCases() {}

  public static Stream<LayerCase> all() {
    return Stream.of(layers(), ActivationCases.all()).flatMap(List::stream);
  }

  /** Those of which the layer is the point. */
  static List<LayerCase> layers() {
    return Stream.of(
            convolutions(),
            wide(),
            transposed(),
            PoolCases.all(),
            MoveCases.all(),
            ResizeCases.all(),
            JoinCases.all(),
            AttentionCases.all(),
            vectors())
        .flatMap(List::stream)
        .toList();
  }

  private static List<LayerCase> convolutions() {
    List<LayerCase> cases = new ArrayList<>();
    convolutionWindows()
        .forEach(
            (name, window) -> {
              cases.add(LayerCase.of("convolution " + name, new Convolution(5, window)));
              cases.add(LayerCase.of("two groups " + name, new Convolution(6, window, 2)));
              cases.add(LayerCase.of("depthwise " + name, new Convolution(4, window, 4)));
              cases.add(LayerCase.of("depthwise twice " + name, new Convolution(8, window, 4)));
            });
    return cases;
  }

  /** As many channels as a vector unit takes: native code goes other ways than for a few. */
  private static List<LayerCase> wide() {
    List<LayerCase> cases = new ArrayList<>();
    for (String window : List.of("1x1", "3x3", "3x3/2", "3x3 uneven", "3x3 dilated")) {
      for (int groups : List.of(1, 2, 16)) {
        Window of = PlainForward.named(convolutionWindows(), window);
        cases.add(
            LayerCase.begun()
                .node("wide", new Convolution(16, Window.of(1, 1, 0)), LayerCase.FIRST)
                .node(LayerCase.TARGET, new Convolution(32, of, groups), "wide")
                .named("wide convolution " + window + " groups " + groups));
      }
    }
    return cases;
  }

  private static Map<String, Window> convolutionWindows() {
    Map<String, Window> windows = new LinkedHashMap<>();
    windows.put("1x1", Window.of(1, 1, 0));
    windows.put("1x1/2", Window.of(1, 2, 0));
    windows.put("1x1 in a wide border", Window.of(1, 1, 1));
    windows.put("3x3", Window.of(3, 1, 1));
    windows.put("3x3 valid", Window.of(3, 1, 0));
    windows.put("3x3/2", Window.of(3, 2, 1));
    windows.put("3x3/2 valid", Window.of(3, 2, 0));
    windows.put("5x5", Window.of(5, 1, 2));
    windows.put("7x7/2", Window.of(7, 2, 3));
    windows.put("2x2 in a wide border", Window.of(2, 1, 3));
    windows.put("1x3", new Window(1, 3, 1, 1, 0, 1, Rounding.FLOOR));
    windows.put("2x3 by 2x1", new Window(2, 3, 2, 1, 1, 0, Rounding.FLOOR));
    windows.put("whole", new Window(LayerCase.HEIGHT, LayerCase.WIDTH, 1, 1, 0, 0, Rounding.FLOOR));
    windows.put("2x2 same", Window.of(2, 1, 0).rounded(Rounding.SAME));
    windows.put("3x3 same", Window.of(3, 1, 0).rounded(Rounding.SAME));
    windows.put("3x3/2 same", Window.of(3, 2, 0).rounded(Rounding.SAME));
    windows.put("2x2 same lower", Window.of(2, 1, 0).rounded(Rounding.SAME_LOWER));
    windows.put("4x4/2 same lower", Window.of(4, 2, 0).rounded(Rounding.SAME_LOWER));
    windows.put("3x3 uneven", Window.of(3, 1, 0).padded(new Padding(0, 2, 1, 0)));
    windows.put("3x3/2 uneven", Window.of(3, 2, 0).padded(new Padding(1, 0, 0, 2)));
    windows.put("2x2 dilated", Window.of(2, 1, 1).dilated(new Extent(2, 3)));
    windows.put("3x3 dilated", Window.of(3, 1, 2).dilated(Extent.square(2)));
    windows.put(
        "3x2/2 dilated, uneven",
        new Window(3, 2, 2, 2, 0, 0, Rounding.FLOOR)
            .dilated(new Extent(2, 1))
            .padded(new Padding(2, 1, 0, 1)));
    windows.put(
        "3x3 dilated same", Window.of(3, 1, 0).rounded(Rounding.SAME).dilated(new Extent(2, 2)));
    windows.put(
        "2x2/2 dilated same", Window.of(2, 2, 0).rounded(Rounding.SAME).dilated(new Extent(3, 2)));
    return windows;
  }

  private static List<LayerCase> transposed() {
    Map<String, Window> windows = new LinkedHashMap<>();
    windows.put("2x2/2", Window.of(2, 2, 0));
    windows.put("3x3", Window.of(3, 1, 1));
    windows.put("3x3/2", Window.of(3, 2, 1));
    windows.put("4x4/2", Window.of(4, 2, 1));
    windows.put("1x2/3 with gaps", new Window(1, 2, 3, 3, 0, 0, Rounding.FLOOR));
    windows.put("3x3/2 uneven", Window.of(3, 2, 0).padded(new Padding(0, 1, 2, 0)));
    windows.put(
        "2x3 by 1x2 dilated",
        new Window(2, 3, 1, 2, 1, 0, Rounding.FLOOR).dilated(Extent.square(2)));
    List<LayerCase> cases = new ArrayList<>();
    windows.forEach(
        (name, window) -> {
          for (int groups : List.of(1, 2, 4)) {
            for (Extent more : List.of(new Extent(0, 0), new Extent(1, 0), new Extent(0, 1))) {
              if (more.rows() < window.strideY() && more.columns() < window.strideX()) {
                cases.add(
                    LayerCase.of(
                        "transposed " + name + " groups " + groups + " more " + more,
                        new TransposedConvolution(8, window, more, groups)));
              }
            }
          }
        });
    return cases;
  }

  /** Layers over channels or whole maps. */
  private static List<LayerCase> vectors() {
    return List.of(
        LayerCase.of("dense", new Dense(5)),
        LayerCase.begun()
            .node("vector", new GlobalAveragePool(), LayerCase.FIRST)
            .node(LayerCase.TARGET, new Dense(5), "vector")
            .named("dense of a vector"),
        LayerCase.of("pointwise", new Pointwise(5)),
        LayerCase.of("scale", new Scale()),
        LayerCase.of("softmax of a map", new Softmax()),
        LayerCase.begun()
            .node("vector", new GlobalAveragePool(), LayerCase.FIRST)
            .node(LayerCase.TARGET, new Softmax(), "vector")
            .named("softmax of a vector"),
        LayerCase.of("local response norm", new LocalResponseNorm(5, 0.5, 0.75, 1)),
        LayerCase.of("local response norm of 3", new LocalResponseNorm(3, 0.9, 0.5, 2)),
        LayerCase.of("layer norm", new LayerNormalization(1e-3)),
        LayerCase.of("group norm of one group", new GroupNormalization(1, 1e-3)),
        LayerCase.of("group norm of two groups", new GroupNormalization(2, 1e-5)),
        LayerCase.of("instance norm", new GroupNormalization(4, 1e-2)));
  }
}
