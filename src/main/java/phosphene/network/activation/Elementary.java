package phosphene.network.activation;

import java.util.function.DoubleUnaryOperator;

/** The functions without parameters. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
public enum Elementary implements Activation {
  /** The layer's output as it is. */
  NONE("none", x -> x, x -> 1),
  /** max(0, x). */
  RELU("ReLU", x -> Math.max(0, x), x -> x > 0 ? 1 : 0, 0),
  SIGMOID("sigmoid", Functions::sigmoid, x -> Functions.sigmoid(x) * Functions.sigmoid(-x)),
  LOG_SIGMOID("log-sigmoid", x -> -Functions.softplus(-x), x -> Functions.sigmoid(-x)),
  TANH("tanh", StrictMath::tanh, Functions::tanhSlope),
  SOFTPLUS("softplus", Functions::softplus, Functions::sigmoid),
  SOFTSIGN("softsign", x -> x / (1 + Math.abs(x)), x -> 1 / Functions.square(1 + Math.abs(x))),
  /** Klambauer et al., "Self-Normalizing Neural Networks", 2017. */
  SELU(
      "SELU",
      x -> Functions.SELU_SCALE * Functions.elu(x, Functions.SELU_ALPHA),
      x -> Functions.SELU_SCALE * Functions.eluSlope(x, Functions.SELU_ALPHA)),
  /** x times its sigmoid (Elfwing et al., 2018; also "swish"); its minimum is at -1.2785. */
  SILU("SiLU", x -> x * Functions.sigmoid(x), Functions::siluSlope, -1.27846454276107),
  /** x times the sigmoid of 1.702 x, which CLIP takes for GELU. */
  QUICK_GELU(
      "QuickGELU",
      x -> x * Functions.sigmoid(1.702 * x),
      x -> Functions.siluSlope(1.702 * x),
      -0.7511542554412867),
  /** Howard et al., "Searching for MobileNetV3", 2019; its minimum is at -1.5. */
  HARD_SWISH("hard-swish", Functions::hardSwish, Functions::hardSwishSlope, -1.5),
  /** Hendrycks and Gimpel, 2016: x times the normal distribution function. */
  GELU("GELU", x -> x * Functions.normal(x), Functions::geluSlope, -0.7517915246935645),
  /** GELU's approximation by tanh (same paper). */
  GELU_TANH("GELU (tanh)", Functions::geluTanh, Functions::geluTanhSlope, -0.7524614220710163),
  /** Misra, 2019: x times the tanh of its softplus. */
  MISH(
      "Mish",
      x -> x * StrictMath.tanh(Functions.softplus(x)),
      Functions::mishSlope,
      -1.1924312145154952),
  ERF("erf", Functions::erf, x -> 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x)),
  EXP("exp", StrictMath::exp, StrictMath::exp),
  LOG("log", StrictMath::log, x -> 1 / x),
  SQRT("square root", Math::sqrt, x -> 0.5 / Math.sqrt(x)),
  RECIPROCAL("1/x", x -> 1 / x, x -> -1 / (x * x)),
  ABS("absolute value", Math::abs, Math::signum),
  NEGATIVE("-x", x -> -x, x -> -1),
  SIN("sine", StrictMath::sin, StrictMath::cos),
  COS("cosine", StrictMath::cos, x -> -StrictMath.sin(x));

  private final String label;
  private final DoubleUnaryOperator value;
  private final DoubleUnaryOperator derivative;
  private final double silent; // at and below it the function has no way up

  Elementary(String label, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    this(label, value, derivative, Double.NEGATIVE_INFINITY);
  }

  Elementary(
      String label, DoubleUnaryOperator value, DoubleUnaryOperator derivative, double silent) {
    this.label = label;
    this.value = value;
    this.derivative = derivative;
    this.silent = silent;
  }

  @Override
  public double value(double x, int index) {
    return value.applyAsDouble(x);
  }

  @Override
  public double derivative(double x, int index) {
    return derivative.applyAsDouble(x);
  }

  @Override
  public Blocked blocked(double x, int index) {
    return x <= silent ? Blocked.BELOW : Blocked.NO;
  }

  @Override
  public boolean rectifies() {
    return silent > Double.NEGATIVE_INFINITY;
  }

  @Override
  public String label() {
    return label;
  }
}
