package phosphene.engine;

import static phosphene.engine.Toys.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import phosphene.network.AttentionScores;
import phosphene.network.AttentionValues;
import phosphene.network.AveragePool;
import phosphene.network.Axis;
import phosphene.network.ChannelGather;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Crop;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.Extent;
import phosphene.network.GlobalAveragePool;
import phosphene.network.GlobalMaxPool;
import phosphene.network.GroupNormalization;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LayerNormalization;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Pointwise;
import phosphene.network.Reduce;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.TransposedConvolution;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.LeakyRelu;

/**
 * A layer at a width that networks have.
 *
 * @param inputs the shapes of what it reads: nodes {@link #IN} 0, 1, ...
 * @param nodes the last of them {@link #OUT}
 * @param moves true if it computes nothing
 */
record BitsCase(String name, List<Shape> inputs, List<Node> nodes, boolean moves) {
  static final String IN = "in";
  static final String OUT = "out";

  private static final Shape MAP = new Shape(64, 24, 32);
  private static final Shape TOKENS = new Shape(192, 1, 196);

  @Override
  public String toString() {
    return name;
  }

  static Stream<BitsCase> all() {
    List<BitsCase> cases = new ArrayList<>();
    convolutions().forEach((name, window) -> cases.add(of(name, new Convolution(64, window), MAP)));
    cases.addAll(otherConvolutions());
    cases.addAll(pools());
    cases.addAll(norms());
    cases.addAll(joins());
    cases.addAll(tokens());
    cases.addAll(moved());
    activations().forEach(activation -> cases.add(bent(activation)));
    return cases.stream();
  }

  private static Map<String, Window> convolutions() {
    Map<String, Window> windows = new LinkedHashMap<>();
    windows.put("convolution 1x1", Window.of(1, 1, 0));
    windows.put("convolution 1x1, stride 2", Window.of(1, 2, 0));
    windows.put("convolution 3x3 (Winograd)", Window.of(3, 1, 1));
    windows.put("convolution 3x3 without padding", Window.of(3, 1, 0));
    windows.put("convolution 3x3, stride 2", Window.of(3, 2, 1));
    windows.put("convolution 3x3, dilated", Window.of(3, 1, 2).dilated(Extent.square(2)));
    windows.put("convolution 5x5", Window.of(5, 1, 2));
    windows.put("convolution 7x7", Window.of(7, 1, 3));
    return windows;
  }

  private static List<BitsCase> otherConvolutions() {
    Window three = Window.of(3, 1, 1);
    Shape picture = new Shape(3, 112, 112);
    return List.of(
        of("convolution 3x3 (Winograd of 8 images)", conv(128, three), new Shape(128, 12, 32)),
        of("convolution 3x3 of few channels", conv(32, three), new Shape(32, 24, 32)),
        of("convolution 7x7, stride 2, of a picture", conv(64, Window.of(7, 2, 3)), picture),
        of("convolution 3x3 of a picture", conv(64, three), picture),
        of("convolution 3x3 of 32 groups", new Convolution(64, three, 32), MAP),
        of("depthwise convolution 3x3", new Convolution(64, three, 64), MAP),
        of("depthwise, stride 2", new Convolution(64, Window.of(3, 2, 1), 64), MAP),
        of("depthwise convolution 7x7", new Convolution(64, Window.of(7, 1, 3), 64), MAP),
        of(
            "transposed convolution 2x2, stride 2",
            new TransposedConvolution(32, Window.of(2, 2, 0), new Extent(0, 0), 1),
            MAP),
        of("dense", new Dense(100), new Shape(256, 6, 6)));
  }

  private static Convolution conv(int filters, Window window) {
    return new Convolution(filters, window);
  }

  private static List<BitsCase> pools() {
    Window three = Window.of(3, 2, 0).rounded(Window.Rounding.CEIL);
    return List.of(
        of("max pool 2x2", new MaxPool(Window.of(2, 2, 0)), MAP),
        of("max pool 3x3, ceil mode", new MaxPool(three), MAP),
        of("average pool 2x2", average(Window.of(2, 2, 0)), MAP),
        of("average pool 3x3 with padding", average(Window.of(3, 1, 1)), MAP),
        of("global average", new GlobalAveragePool(), MAP),
        of("global maximum", new GlobalMaxPool(), MAP),
        of("sum of rows", new Reduce(Reduce.Operation.SUM, Set.of(Axis.ROWS)), MAP));
  }

  private static Layer average(Window window) {
    return new AveragePool(window, AveragePool.Divisor.VALID);
  }

  private static List<BitsCase> norms() {
    return List.of(
        of("scale and offset a channel", new Scale(), MAP),
        of("local response norm", new LocalResponseNorm(5, 1e-4, 0.75, 1), MAP),
        of("layer norm", new LayerNormalization(1e-6), MAP),
        of("group norm", new GroupNormalization(8, 1e-5), MAP),
        of("softmax", new Softmax(), new Shape(1000, 1, 1)));
  }

  private static List<BitsCase> joins() {
    List<BitsCase> cases = new ArrayList<>();
    for (Elementwise.Operation operation : Elementwise.Operation.values()) {
      String name = operation.toString().toLowerCase(Locale.ROOT);
      cases.add(of(name + " of two maps", new Elementwise(operation), MAP, MAP));
    }
    Elementwise product = new Elementwise(Elementwise.Operation.MULTIPLY);
    cases.add(of("product with one value a channel", product, MAP, new Shape(64, 1, 1)));
    return cases;
  }

  private static List<BitsCase> tokens() {
    Shape looks = new Shape(196, 3, 196);
    return List.of(
        of("dense of each position", new Pointwise(192), TOKENS),
        of("attention's scores", new AttentionScores(3, 0.125), TOKENS, TOKENS),
        of("attention's values", new AttentionValues(3), looks, TOKENS));
  }

  private static List<BitsCase> moved() {
    List<Integer> shuffled = IntStream.range(0, 64).map(c -> c % 2 * 32 + c / 2).boxed().toList();
    return Stream.of(
            of("identity", new Identity(), MAP),
            of("concatenation", new Concat(), MAP, MAP),
            of("shuffle of channels", new ChannelGather(shuffled), MAP),
            of("crop", new Crop(new Padding(1, 2, 3, 4), Extent.ONE), MAP),
            of("border of zeros", Pad.zeros(new Padding(1, 2, 3, 4)), MAP))
        .map(some -> new BitsCase(some.name, some.inputs, some.nodes, true))
        .toList();
  }

  private static List<Activation> activations() {
    return List.of(
        Elementary.RELU,
        Clip.RELU6,
        new LeakyRelu(0.1),
        Elementary.SIGMOID,
        Elementary.TANH,
        Elementary.SILU,
        Elementary.HARD_SWISH,
        Elementary.GELU,
        Elementary.GELU_TANH,
        new HardSigmoid(1 / 6.0, 0.5),
        Elementary.SOFTPLUS,
        Elementary.MISH);
  }

  private static BitsCase bent(Activation activation) {
    Node node = new Node(OUT, new Identity(), List.of(IN + 0), activation);
    return new BitsCase(activation.toString(), List.of(MAP), List.of(node), false);
  }

  private static BitsCase of(String name, Layer layer, Shape... inputs) {
    String[] names = IntStream.range(0, inputs.length).mapToObj(i -> IN + i).toArray(String[]::new);
    return new BitsCase(name, List.of(inputs), List.of(node(OUT, layer, names)), false);
  }
}
