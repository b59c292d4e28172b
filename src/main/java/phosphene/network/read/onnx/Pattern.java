package phosphene.network.read.onnx;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A form of several nodes that together compute what has a name of its own. */
@FunctionalInterface
interface Pattern {
  /** What was found when a value is of this form, beside what was found before; else empty. */
  Optional<Match> match(String value, Match before);

  /** Any value, the same wherever the name stands. */
  static Pattern any(String name) {
    return (value, before) -> before.bind(name, before.source(value));
  }

  /** A constant of any values. */
  static Pattern constant(String name) {
    return (value, before) ->
        before.isConstant(value) ? before.bind(name, value) : Optional.empty();
  }

  /** A constant of one value, about {@code number}. */
  static Pattern number(double number) {
    return (value, before) ->
        before
            .constant(value)
            .filter(tensor -> tensor.size() == 1 && close(tensor, number))
            .map(tensor -> before);
  }

  private static boolean close(Tensor tensor, double number) {
    double tolerance = tensor.type() == ElementType.FLOAT16 ? 1e-3 : 2e-6; // of its rounding
    return Math.abs(tensor.at(0) - number) <= tolerance * Math.abs(number);
  }

  /** An operator with inputs in that order. */
  static Pattern op(String operator, Pattern... inputs) {
    return op(operator, node -> true, inputs);
  }

  /** An operator with certain attributes. */
  static Pattern op(String operator, Predicate<OnnxNode> attributes, Pattern... inputs) {
    return (value, before) -> {
      Optional<OnnxNode> maker = before.maker(value, operator).filter(attributes);
      if (maker.isEmpty() || maker.get().inputs().size() < inputs.length) {
        return Optional.empty();
      }
      Optional<Match> match = Optional.of(before.with(maker.get()));
      for (int i = 0; i < inputs.length && match.isPresent(); i++) {
        match = inputs[i].match(maker.get().inputs().get(i), match.get());
      }
      return match;
    };
  }

  /** An operator of two inputs in any order. */
  static Pattern both(String operator, Pattern a, Pattern b) {
    return either(op(operator, a, b), op(operator, b, a));
  }

  static Pattern sum(Pattern a, Pattern b) {
    return both("Add", a, b);
  }

  static Pattern product(Pattern a, Pattern b) {
    return both("Mul", a, b);
  }

  /** Three factors in any order. */
  static Pattern product(Pattern a, Pattern b, Pattern c) {
    return either(product(product(a, b), c), product(product(a, c), b), product(product(b, c), a));
  }

  /** The first of several forms that fits. */
  static Pattern either(Pattern... patterns) {
    return (value, before) ->
        List.of(patterns).stream()
            .map(pattern -> pattern.match(value, before))
            .flatMap(Optional::stream)
            .findFirst();
  }
}
