package phosphene.spec;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Single values: how whole numbers, numbers, truth values, names and texts are written. */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private Scalars() {}

  /** The number that {@code text} writes; empty unless it is whole and fits 64 bits. */
  static Optional<Long> whole(String text) {
    return WHOLE.matcher(text).matches() && new BigInteger(text).bitLength() < Long.SIZE
        ? Optional.of(Long.valueOf(text))
        : Optional.empty();
  }

  static long whole(String key, Value value, long low, long high) {
    if (!(value instanceof Value.Plain plain) || !WHOLE.matcher(plain.text()).matches()) {
      throw value.invalid(key, "a whole number");
    }
    return whole(plain.text())
        .filter(number -> number >= low && number <= high)
        .orElseThrow(
            () ->
                value.invalid(
                    key,
                    String.format(Locale.ROOT, "a whole number between %d and %d", low, high)));
  }

  static int whole(String key, Value value) {
    return (int) whole(key, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static double number(String key, Value value) {
    if (!(value instanceof Value.Plain plain)) {
      throw value.invalid(key, "a number");
    }
    if (NOT_FINITE.matcher(plain.text()).matches()) {
      throw value.invalid(key, "a finite number");
    }
    if (!NUMBER.matcher(plain.text()).matches()) {
      throw value.invalid(key, "a number");
    }
    double number = Double.parseDouble(plain.text()) + 0.0; // so that -0 is 0
    if (Double.isInfinite(number)) {
      throw value.invalid(key, "a finite number");
    }
    return number;
  }

  static boolean truth(String key, Value value) {
    if (value instanceof Value.Plain plain) {
      if (plain.text().equals("true")) {
        return true;
      }
      if (plain.text().equals("false")) {
        return false;
      }
    }
    throw value.invalid(key, "true or false");
  }

  /** A text, quoted or not, or empty if {@code value} is none. */
  static Optional<String> text(Value value) {
    if (value instanceof Value.Plain plain) {
      return Optional.of(plain.text());
    }
    return value instanceof Value.Quoted quoted ? Optional.of(quoted.text()) : Optional.empty();
  }

  static <E extends Enum<E>> E choice(String key, Value value, Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    return text(value)
        .flatMap(text -> constants.stream().filter(c -> name(c).equals(text)).findFirst())
        .orElseThrow(
            () -> value.invalid(key, oneOf(constants.stream().map(Scalars::name).toList())));
  }

  /** The name by which job files write {@code constant}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The rule that a value is one of {@code names}: {@code "pre or post"}, {@code "a, b or c"}. */
  static String oneOf(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
