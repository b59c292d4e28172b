package phosphene.network.read.onnx;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntSupplier;
import java.util.function.LongBinaryOperator;

/** Operators that make a value of two or more, with NumPy's broadcasting. */
final class BinaryOperators {
  static final Map<String, Operator.Single> ALL =
      Map.ofEntries(
          entry("Add", call -> pair(call, BinaryOperators::add)),
          entry(
              "Sub", call -> pair(call, (a, b) -> number(a, b, (x, y) -> x - y, (x, y) -> x - y))),
          entry(
              "Mul", call -> pair(call, (a, b) -> number(a, b, (x, y) -> x * y, (x, y) -> x * y))),
          entry("Div", call -> pair(call, BinaryOperators::divide)),
          entry("Mod", BinaryOperators::modulo),
          entry("Pow", call -> power(call.in(0), call.in(1))),
          entry("PRelu", call -> real(call, (x, slope) -> x < 0 ? slope * x : x)),
          entry("Equal", call -> truth(call, (x, y) -> x == y, (x, y) -> x == y)),
          entry("Less", call -> truth(call, (x, y) -> x < y, (x, y) -> x < y)),
          entry("LessOrEqual", call -> truth(call, (x, y) -> x <= y, (x, y) -> x <= y)),
          entry("Greater", call -> truth(call, (x, y) -> x > y, (x, y) -> x > y)),
          entry("GreaterOrEqual", call -> truth(call, (x, y) -> x >= y, (x, y) -> x >= y)),
          entry("And", call -> logic(call, (x, y) -> x & y)),
          entry("Or", call -> logic(call, (x, y) -> x | y)),
          entry("Xor", call -> logic(call, (x, y) -> x ^ y)),
          entry("Where", BinaryOperators::where),
          entry("Min", call -> each(call, (a, b) -> number(a, b, Math::min, Math::min))),
          entry("Max", call -> each(call, (a, b) -> number(a, b, Math::max, Math::max))),
          entry("Sum", call -> each(call, BinaryOperators::add)),
          entry("Mean", BinaryOperators::mean));

  private BinaryOperators() {}

  @FunctionalInterface
  private interface RealTest {
    boolean test(double x, double y);
  }

  @FunctionalInterface
  private interface WholeTest {
    boolean test(long x, long y);
  }

  private static Tensor pair(Call call, BinaryOperator<Tensor> operator) {
    return operator.apply(call.in(0), call.in(1));
  }

  private static Tensor each(Call call, BinaryOperator<Tensor> operator) {
    return call.all().stream().reduce(operator).orElseThrow();
  }

  private static Tensor add(Tensor a, Tensor b) {
    return number(a, b, Double::sum, Long::sum);
  }

  private static Tensor mean(Call call) {
    Tensor sum = each(call, BinaryOperators::add);
    int count = call.all().size();
    return Tensor.real(sum.type(), sum.dims(), i -> sum.at(i) / count);
  }

  private static Tensor divide(Tensor a, Tensor b) {
    return number(
        a,
        b,
        (x, y) -> x / y,
        (x, y) -> {
          requireDivisor(y);
          return x / y;
        });
  }

  private static void requireDivisor(long value) {
    if (value == 0) {
      throw new OnnxException("it divides an integer by 0");
    }
  }

  private static Tensor modulo(Call call) {
    boolean remainder = call.node().flag("fmod"); // the sign of the dividend, as in C
    Tensor a = call.in(0);
    if (a.type().real() && !remainder) {
      throw new OnnxException("it takes floats only with fmod=1");
    }
    return number(
        a,
        call.in(1),
        (x, y) -> x % y,
        (x, y) -> {
          requireDivisor(y);
          return remainder ? x % y : Math.floorMod(x, y);
        });
  }

  private static Tensor power(Tensor a, Tensor b) {
    int[] dims = Extents.broadcast(a.dims(), b.dims());
    IntSupplier left = walk(a, dims);
    IntSupplier right = walk(b, dims);
    if (a.type().real() || b.type().real()) {
      Tensor power =
          Tensor.real(
              ElementType.DOUBLE,
              dims,
              i -> Math.pow(a.at(left.getAsInt()), b.at(right.getAsInt())));
      return power.as(a.type());
    }
    return Tensor.whole(
        a.type(), dims, i -> power(a.integer(left.getAsInt()), b.integer(right.getAsInt())));
  }

  private static long power(long base, long exponent) {
    long power = 1;
    for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
      power = power * power * ((exponent >>> bit & 1) == 1 ? base : 1);
    }
    return exponent < 0 ? (long) Math.pow((double) base, (double) exponent) : power;
  }

  private static Tensor number(
      Tensor a, Tensor b, DoubleBinaryOperator real, LongBinaryOperator whole) {
    requireSame(a, b);
    int[] dims = Extents.broadcast(a.dims(), b.dims());
    IntSupplier left = walk(a, dims);
    IntSupplier right = walk(b, dims);
    return a.type().real()
        ? Tensor.real(
            a.type(), dims, i -> real.applyAsDouble(a.at(left.getAsInt()), b.at(right.getAsInt())))
        : Tensor.whole(
            a.type(),
            dims,
            i -> whole.applyAsLong(a.integer(left.getAsInt()), b.integer(right.getAsInt())));
  }

  private static Tensor real(Call call, DoubleBinaryOperator operator) {
    return pair(
        call,
        (a, b) ->
            number(
                a, b, operator, (x, y) -> (long) operator.applyAsDouble((double) x, (double) y)));
  }

  private static Tensor truth(Call call, RealTest real, WholeTest whole) {
    Tensor a = call.in(0);
    Tensor b = call.in(1);
    requireSame(a, b);
    int[] dims = Extents.broadcast(a.dims(), b.dims());
    IntSupplier left = walk(a, dims);
    IntSupplier right = walk(b, dims);
    return Tensor.whole(
        ElementType.BOOL,
        dims,
        i -> {
          int x = left.getAsInt();
          int y = right.getAsInt();
          boolean holds =
              a.type().real()
                  ? real.test(a.at(x), b.at(y))
                  : whole.test(a.integer(x), b.integer(y));
          return holds ? 1 : 0;
        });
  }

  private static Tensor logic(Call call, LongBinaryOperator operator) {
    if (call.in(0).type() != ElementType.BOOL) {
      throw new OnnxException("it takes truth values, not " + call.in(0).type());
    }
    return pair(call, (a, b) -> number(a, b, (x, y) -> x, operator));
  }

  private static Tensor where(Call call) {
    Tensor condition = call.in(0);
    Tensor yes = call.in(1);
    Tensor no = call.in(2);
    requireSame(yes, no);
    int[] dims = Extents.broadcast(condition.dims(), Extents.broadcast(yes.dims(), no.dims()));
    IntSupplier test = walk(condition, dims);
    IntSupplier left = walk(yes, dims);
    IntSupplier right = walk(no, dims);
    if (yes.type().real()) {
      return Tensor.real(
          yes.type(),
          dims,
          i -> {
            int x = left.getAsInt();
            int y = right.getAsInt();
            return condition.integer(test.getAsInt()) == 0 ? no.at(y) : yes.at(x);
          });
    }
    return Tensor.whole(
        yes.type(),
        dims,
        i -> {
          int x = left.getAsInt();
          int y = right.getAsInt();
          return condition.integer(test.getAsInt()) == 0 ? no.integer(y) : yes.integer(x);
        });
  }

  private static IntSupplier walk(Tensor constant, int[] dims) {
    return Extents.walk(dims, Extents.broadcastStrides(constant.dims(), dims), 0);
  }

  private static void requireSame(Tensor a, Tensor b) {
    if (a.type() != b.type()) {
      throw new OnnxException("it mixes " + a.type() + " and " + b.type());
    }
  }
}
