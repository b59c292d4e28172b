package phosphene.spec;

import java.util.Locale;

/** Checks of the values in a specification; each failure names the key, the value and the rule. */
final class Require {
  private Require() {}

  static void between(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw invalid(
          key, text(value), String.format(Locale.ROOT, "between %s and %s", text(low), text(high)));
    }
  }

  static void atLeast(String key, double value, double low) {
    if (!(value >= low) || Double.isInfinite(value)) {
      throw invalid(key, text(value), "at least " + text(low));
    }
  }

  static void positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw invalid(key, text(value), "more than 0");
    }
  }

  static void named(String key, String value) {
    if (value.isBlank()) {
      throw SpecException.about(
          key, String.format(Locale.ROOT, "Invalid %s: \"%s\" (must not be blank)", key, value));
    }
  }

  /** A path or URI. */
  static void place(String key, String value) {
    named(key, value);
    if (Place.secret(value)) {
      throw invalid(key, Place.shown(value), Place.RULE);
    }
  }

  static SpecException invalid(String key, String value, String rule) {
    return SpecException.about(
        key, String.format(Locale.ROOT, "Invalid %s: %s (must be %s)", key, value, rule));
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
