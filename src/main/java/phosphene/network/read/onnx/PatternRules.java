package phosphene.network.read.onnx;

import static phosphene.network.read.onnx.Pattern.any;
import static phosphene.network.read.onnx.Pattern.constant;
import static phosphene.network.read.onnx.Pattern.either;
import static phosphene.network.read.onnx.Pattern.number;
import static phosphene.network.read.onnx.Pattern.op;
import static phosphene.network.read.onnx.Pattern.product;
import static phosphene.network.read.onnx.Pattern.sum;

import java.util.List;

/** The forms that exporters write for operators that older opsets lack. */
final class PatternRules {
  /** Operators of this project's own that stand for a form; no file holds them. */
  static final String SILU = "phosphene.SiLU";

  static final String QUICK_GELU = "phosphene.QuickGELU";
  static final String LAYER_NORM = "phosphene.LayerNorm";

  /** A form, and the operator that stands for it; it reads {@code x} and what else is named. */
  record Rule(String operator, Pattern pattern, List<String> inputs) {
    Rule(String operator, Pattern pattern) {
      this(operator, pattern, List.of("x"));
    }
  }

  private static final Pattern X = any("x");
  private static final Pattern HALF = number(0.5);
  private static final Pattern ONE = number(1);

  static final List<Rule> ALL =
      List.of(
          new Rule(LAYER_NORM, affine(), List.of("x", "factor", "offset")),
          new Rule(LAYER_NORM, normalized()),
          new Rule("Gelu", gelu()),
          new Rule("Gelu", geluTanh()),
          new Rule("HardSwish", hardSwish()),
          new Rule("Mish", product(X, op("Tanh", softplus()))),
          new Rule(QUICK_GELU, product(X, op("Sigmoid", product(X, number(1.702))))),
          new Rule(
              SILU,
              either(
                  product(X, op("Sigmoid", X)), op("Div", X, sum(ONE, op("Exp", op("Neg", X)))))),
          new Rule("HardSigmoid", hardSigmoid()),
          new Rule("Softplus", op("Log", sum(op("Exp", X), ONE))),
          new Rule("Softsign", op("Div", X, sum(op("Abs", X), ONE))));

  private PatternRules() {}

  private static Pattern softplus() {
    return either(op("Softplus", X), op("Log", sum(op("Exp", X), ONE)));
  }

  private static Pattern gelu() {
    Pattern inner = either(op("Div", X, number(Math.sqrt(2))), product(X, number(Math.sqrt(0.5))));
    return product(X, HALF, sum(op("Erf", inner), ONE));
  }

  private static Pattern geluTanh() {
    Pattern root = number(Math.sqrt(2 / Math.PI));
    Pattern square = either(product(X, X), op("Pow", X, number(2)));
    Pattern cube = either(op("Pow", X, number(3)), product(square, X));
    Pattern coefficient = number(0.044715); // Hendrycks and Gimpel, 2016
    Pattern inner =
        either(
            product(root, sum(X, product(coefficient, cube))),
            product(X, root, sum(ONE, product(coefficient, square))));
    return product(X, HALF, sum(op("Tanh", inner), ONE));
  }

  private static Pattern six() {
    Pattern three = sum(X, number(3));
    Pattern bounded =
        (value, before) ->
            op("Clip", node -> true, three)
                .match(value, before)
                .filter(match -> bounds(match, value));
    return bounded;
  }

  private static boolean bounds(Match match, String value) {
    return match
        .maker(value, "Clip")
        .filter(
            node ->
                bound(match, node, 1, "min", Double.NEGATIVE_INFINITY) == 0
                    && bound(match, node, 2, "max", Double.POSITIVE_INFINITY) == 6)
        .isPresent();
  }

  private static double bound(
      Match match, OnnxNode node, int input, String name, double otherwise) {
    if (input < node.inputs().size() && !node.inputs().get(input).isEmpty()) {
      return match
          .constant(node.inputs().get(input))
          .filter(tensor -> tensor.size() == 1)
          .map(Tensor::scalar)
          .orElse(Double.NaN);
    }
    return node.real(name, otherwise);
  }

  private static Pattern hardSigmoid() {
    return either(op("Div", six(), number(6)), product(six(), number(1.0 / 6)));
  }

  private static Pattern hardSwish() {
    Pattern gate =
        op(
            "HardSigmoid",
            node ->
                Math.abs(node.real("alpha", 0.2) - 1.0 / 6) < 1e-4 && node.real("beta", 0.5) == 0.5,
            X);
    return either(
        product(X, gate),
        product(X, hardSigmoid()),
        op("Div", product(X, six()), number(6)),
        product(product(X, six()), number(1.0 / 6)));
  }

  private static Pattern mean(Pattern of) {
    return (value, before) ->
        op("ReduceMean", node -> node.integer("keepdims", 1) == 1, of)
            .match(value, before)
            .flatMap(match -> axis(match, value));
  }

  /** The one axis of a mean, which must be the same for both. */
  private static java.util.Optional<Match> axis(Match match, String value) {
    OnnxNode node = match.maker(value, "ReduceMean").orElseThrow();
    long[] axes =
        node.inputs().size() > 1
            ? match.constant(node.inputs().get(1)).map(Tensor::integers).orElse(new long[0])
            : node.integers("axes");
    return axes.length == 1
        ? match.bind("axis", String.valueOf(axes[0]))
        : java.util.Optional.empty();
  }

  private static Pattern scalar(String name) {
    return (value, before) ->
        before
            .constant(value)
            .filter(tensor -> tensor.size() == 1)
            .flatMap(tensor -> before.bind(name, value));
  }

  private static Pattern normalized() {
    Pattern centered = op("Sub", X, mean(X));
    Pattern square = either(op("Pow", centered, number(2)), product(centered, centered));
    Pattern variance = sum(mean(square), scalar("epsilon"));
    Pattern deviation = either(op("Sqrt", variance), op("Pow", variance, HALF));
    return either(op("Div", centered, deviation), product(centered, op("Reciprocal", deviation)));
  }

  private static Pattern affine() {
    return sum(product(normalized(), constant("factor")), constant("offset"));
  }
}
