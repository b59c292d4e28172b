package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import phosphene.network.activation.Elementary;

/** Operators that make a value of one value, by their names in ONNX. */
final class UnaryOperators {
  static final Map<String, Operator.Single> ALL =
      Map.ofEntries(
          entry("Identity", call -> call.in(0)),
          entry("Cast", UnaryOperators::cast),
          entry("CastLike", call -> call.in(0).as(call.in(1).type())),
          entry("Clip", UnaryOperators::clip),
          entry("Not", call -> truth(call.in(0), value -> value == 0)),
          entry("IsNaN", call -> truth(call.in(0), Double::isNaN)),
          entry("Abs", call -> number(call, Math::abs, Math::abs)),
          entry("Neg", call -> number(call, value -> -value, value -> -value)),
          entry("Sign", call -> number(call, Math::signum, Long::signum)),
          entry("Relu", call -> number(call, v -> Math.max(v, 0), v -> Math.max(v, 0))),
          entry("Sqrt", call -> real(call, Math::sqrt)),
          entry("Exp", call -> real(call, Math::exp)),
          entry("Log", call -> real(call, Math::log)),
          entry("Erf", call -> real(call, x -> Elementary.ERF.value(x, 0))),
          entry("Reciprocal", call -> real(call, value -> 1 / value)),
          entry("Floor", call -> real(call, Math::floor)),
          entry("Ceil", call -> real(call, Math::ceil)),
          entry("Round", call -> real(call, Math::rint)),
          entry("Sin", call -> real(call, Math::sin)),
          entry("Cos", call -> real(call, Math::cos)),
          entry("Tan", call -> real(call, Math::tan)),
          entry("Asin", call -> real(call, Math::asin)),
          entry("Acos", call -> real(call, Math::acos)),
          entry("Atan", call -> real(call, Math::atan)),
          entry("Sinh", call -> real(call, Math::sinh)),
          entry("Cosh", call -> real(call, Math::cosh)),
          entry("Asinh", call -> real(call, x -> Math.log(x + Math.sqrt(x * x + 1)))),
          entry("Acosh", call -> real(call, x -> Math.log(x + Math.sqrt(x * x - 1)))),
          entry("Atanh", call -> real(call, x -> Math.log((1 + x) / (1 - x)) / 2)),
          entry("Tanh", call -> real(call, Math::tanh)),
          entry("Sigmoid", call -> real(call, value -> 1 / (1 + Math.exp(-value)))));

  private static final double NONE_LOW = Double.NEGATIVE_INFINITY;
  private static final double NONE_HIGH = Double.POSITIVE_INFINITY;

  private UnaryOperators() {}

  static Tensor real(Call call, DoubleUnaryOperator operator) {
    Tensor in = call.in(0);
    if (!in.type().real()) {
      throw new OnnxException("it takes floats, not " + in.type());
    }
    return Tensor.real(in.type(), in.dims(), i -> operator.applyAsDouble(in.at(i)));
  }

  private static Tensor number(Call call, DoubleUnaryOperator real, LongUnaryOperator whole) {
    Tensor in = call.in(0);
    return in.type().real()
        ? real(call, real)
        : Tensor.whole(in.type(), in.dims(), i -> whole.applyAsLong(in.integer(i)));
  }

  private static Tensor truth(Tensor in, java.util.function.DoublePredicate operator) {
    return Tensor.whole(ElementType.BOOL, in.dims(), i -> operator.test(in.at(i)) ? 1 : 0);
  }

  private static Tensor cast(Call call) {
    call.node().ignore("saturate"); // of floats of 8 bits
    long code = call.node().integer("to", 0);
    ElementType to =
        ElementType.of((int) code)
            .orElseThrow(() -> new OnnxException("it casts to type " + code + ", not to numbers"));
    return call.in(0).as(to);
  }

  private static Tensor clip(Call call) {
    Tensor in = call.in(0);
    double low = call.optional(1).map(Tensor::scalar).orElse(call.node().real("min", NONE_LOW));
    double high = call.optional(2).map(Tensor::scalar).orElse(call.node().real("max", NONE_HIGH));
    if (in.type().real()) {
      return real(call, value -> Math.min(Math.max(value, low), high));
    }
    return Tensor.whole(
        in.type(), in.dims(), i -> Math.min(Math.max(in.integer(i), (long) low), (long) high));
  }
}
