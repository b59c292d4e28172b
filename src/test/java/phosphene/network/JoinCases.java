package phosphene.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Inputs put together value by value, with all that is repeated. */
final class JoinCases {
  private static final String A = "a";
  private static final String B = "b";

  private JoinCases() {}

  static List<LayerCase> all() {
    List<LayerCase> cases = new ArrayList<>();
    for (Elementwise.Operation operation : Elementwise.Operation.values()) {
      Elementwise layer = new Elementwise(operation);
      cases.add(pair().node(LayerCase.TARGET, layer, A, B).named(operation + " of equals"));
      cases.add(
          pair()
              .node(LayerCase.TARGET, layer, A, A)
              .node(LayerCase.AFTER, Elementwise.ADD, LayerCase.TARGET, A)
              .named(operation + " with itself"));
      cases.add(
          LayerCase.begun()
              .positive(B, 3)
              .node(LayerCase.TARGET, layer, "input", B)
              .named(operation + " with the image"));
      smaller().forEach((extent, made) -> cases.addAll(repeated(layer, extent, made)));
      cases.add(
          pair()
              .node("vector", new GlobalAveragePool(), A)
              .node("plane", new Reduce(Reduce.Operation.MEAN, Set.of(Axis.CHANNELS)), B)
              .node(LayerCase.TARGET, layer, "vector", "plane")
              .named(operation + " of a vector and a plane"));
      cases.add(constant(layer));
      if (!operation.binary()) {
        cases.addAll(many(layer));
      }
    }
    return cases;
  }

  /** Two maps of positive values. */
  private static LayerCase.Builder pair() {
    return new LayerCase.Builder().positive(A, LayerCase.CHANNELS).positive(B, LayerCase.CHANNELS);
  }

  /** Ways to lose extents. */
  private static Map<String, Layer> smaller() {
    Map<String, Layer> layers = new LinkedHashMap<>();
    PoolCases.axes()
        .forEach(axes -> layers.put(axes.toString(), new Reduce(Reduce.Operation.MEAN, axes)));
    return layers;
  }

  private static List<LayerCase> repeated(Elementwise layer, String extent, Layer made) {
    return List.of(
        pair()
            .node("small", made, A)
            .node(LayerCase.TARGET, layer, "small", B)
            .named(layer.operation() + ", the first repeated along " + extent),
        pair()
            .node("small", made, A)
            .node(LayerCase.TARGET, layer, B, "small")
            .named(layer.operation() + ", the second repeated along " + extent));
  }

  private static LayerCase constant(Elementwise layer) {
    return pair()
        .node("constant", new Constant(new Shape(LayerCase.CHANNELS, 1, 1)))
        .node(LayerCase.TARGET, layer, "constant", B)
        .named(layer.operation() + " with a constant");
  }

  private static List<LayerCase> many(Elementwise layer) {
    String operation = layer.operation().toString();
    return List.of(
        pair().node(LayerCase.TARGET, layer, A).named(operation + " of one"),
        pair()
            .positive("c", LayerCase.CHANNELS)
            .node(LayerCase.TARGET, layer, A, B, "c")
            .named(operation + " of three"),
        pair()
            .positive("c", LayerCase.CHANNELS)
            .node("vector", new GlobalAveragePool(), A)
            .node("rows", new Reduce(Reduce.Operation.MEAN, Set.of(Axis.COLUMNS)), "c")
            .node(LayerCase.TARGET, layer, "vector", "rows", B, B)
            .named(operation + " of four, two of them repeated"));
  }
}
