package phosphene.engine;

import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;
import static phosphene.network.Elementwise.Operation.MULTIPLY;

import java.util.List;
import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Constant;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.LayerNormalization;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Pointwise;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Clip;

/**
 * Parts of well-known networks in their own widths, with random weights: libraries choose their
 * kernels by width and size.
 */
public final class Chains {
  /** The layer whose values are what a part gives. */
  static final String LAST = "last";

  private static final Window ONE = Window.of(1, 1, 0);
  private static final Window THREE = Window.of(3, 1, 1);
  private static final Window HALVE = Window.of(3, 2, 1);

  private Chains() {}

  /** Convolutions of 3x3 as in VGG. */
  static Network vgg(int channels, int size) {
    return network(
        size,
        1,
        relu("first", conv(channels, THREE), "input"),
        relu("second", conv(channels, THREE), "first"),
        node("pool", new MaxPool(Window.of(2, 2, 0)), "second"),
        relu(LAST, conv(channels, THREE), "pool"));
  }

  /** The same without a bend: what is rounded in another way stays near. */
  static Network linear(int channels, int size) {
    return network(
        size,
        1,
        node("first", conv(channels, THREE), "input"),
        node("second", conv(channels, THREE), "first"),
        node("pool", new AveragePool(Window.of(2, 2, 0), AveragePool.Divisor.VALID), "second"),
        node(LAST, conv(channels, THREE), "pool"));
  }

  /** A layer of every kind that takes images of any size, one behind the other. */
  public static Network ofEveryLayer(int size) {
    return network(
        size,
        8,
        relu("first", conv(6, HALVE), "input"),
        node("norm", new LocalResponseNorm(5, 0.5, 0.75, 1), "first"),
        node("scale", new Scale(), "norm"),
        relu("left", conv(6, THREE), "scale"),
        relu("right", conv(4, ONE), "scale"),
        node("both", new Concat(), "left", "right"),
        relu("mixed", conv(10, Window.of(5, 1, 2)), "both"),
        relu("sum", Elementwise.ADD, "mixed", "both"),
        node("largest", new MaxPool(Window.of(3, 2, 0)), "sum"),
        node("average", new AveragePool(THREE, AveragePool.Divisor.VALID), "largest"),
        node("pad", Pad.zeros(new Padding(1, 0, 2, 1)), "average"),
        relu(LAST, conv(8, ONE), "pad"),
        clipped("deep", new Convolution(8, THREE, 8), LAST),
        node("uneven", conv(8, Window.of(3, 1, 0).padded(new Padding(1, 2, 0, 1))), "deep"),
        node("norm of each", new LayerNormalization(1e-5), "uneven"),
        node("pointwise", new Pointwise(8), "norm of each"),
        node("constant", new Constant(new Shape(8, 1, 1))),
        node("product", new Elementwise(MULTIPLY), "pointwise", "constant", "pointwise"),
        node("global", new GlobalAveragePool(), "product"),
        node("dense", new Dense(10), "global"),
        node("prob", new Softmax(), "dense"));
  }

  /** A part by its name. */
  static Network part(String name, int size) {
    return network(size, 2, nodes(name).toArray(Node[]::new));
  }

  private static List<Node> nodes(String name) {
    return switch (name) {
      case "stem" -> stem();
      case "residual" -> residual(1);
      case "residual of 32 groups" -> residual(32);
      case "inception" -> inception();
      case "inverted residual" -> inverted();
      case "dense block" -> dense();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static List<Node> stem() {
    return List.of(
        relu("first", conv(64, Window.of(7, 2, 3)), "input"),
        node("pool", new MaxPool(Window.of(3, 2, 0).rounded(Window.Rounding.CEIL)), "first"),
        node("norm", new LocalResponseNorm(5, 1e-4, 0.75, 1), "pool"),
        relu("reduce", conv(64, ONE), "norm"),
        relu(LAST, conv(192, THREE), "reduce"));
  }

  private static List<Node> residual(int groups) {
    return List.of(
        relu("first", conv(256, Window.of(3, 2, 1)), "input"),
        relu("reduce", conv(128, ONE), "first"),
        relu("middle", new Convolution(128, THREE, groups), "reduce"),
        node("expand", conv(256, ONE), "middle"),
        relu("sum", Elementwise.ADD, "expand", "first"),
        node("project", conv(512, Window.of(1, 2, 0)), "sum"),
        relu("reduce2", conv(128, ONE), "sum"),
        relu("middle2", new Convolution(128, HALVE, groups), "reduce2"),
        node("expand2", conv(512, ONE), "middle2"),
        relu(LAST, Elementwise.ADD, "expand2", "project"));
  }

  private static List<Node> inception() {
    return List.of(
        relu("first", conv(192, THREE), "input"),
        relu("straight", conv(64, ONE), "first"),
        relu("reduce3", conv(96, ONE), "first"),
        relu("three", conv(128, THREE), "reduce3"),
        relu("reduce5", conv(16, ONE), "first"),
        relu("five", conv(32, Window.of(5, 1, 2)), "reduce5"),
        node("pool", new MaxPool(THREE), "first"),
        relu("pooled", conv(32, ONE), "pool"),
        node("module", new Concat(), "straight", "three", "five", "pooled"),
        relu(LAST, conv(64, THREE), "module"));
  }

  private static List<Node> inverted() {
    return List.of(
        clipped("first", conv(32, HALVE), "input"),
        clipped("expand", conv(192, ONE), "first"),
        clipped("deep", new Convolution(192, THREE, 192), "expand"),
        node("project", conv(32, ONE), "deep"),
        node("sum", Elementwise.ADD, "project", "first"),
        clipped("expand2", conv(192, ONE), "sum"),
        clipped("deep2", new Convolution(192, HALVE, 192), "expand2"),
        node(LAST, conv(64, ONE), "deep2"));
  }

  private static List<Node> dense() {
    return List.of(
        relu("first", conv(64, THREE), "input"),
        relu("scale1", new Scale(), "first"),
        relu("reduce1", conv(128, ONE), "scale1"),
        node("grown1", conv(32, THREE), "reduce1"),
        node("both1", new Concat(), "first", "grown1"),
        relu("scale2", new Scale(), "both1"),
        relu("reduce2", conv(128, ONE), "scale2"),
        node("grown2", conv(32, THREE), "reduce2"),
        node(LAST, new Concat(), "first", "grown1", "grown2"));
  }

  private static Convolution conv(int filters, Window window) {
    return new Convolution(filters, window);
  }

  private static Node clipped(String name, Convolution convolution, String input) {
    return new Node(name, convolution, List.of(input), Clip.RELU6);
  }
}
