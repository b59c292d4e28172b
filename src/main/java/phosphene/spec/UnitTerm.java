package phosphene.spec;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A term of {@code units} that counts: a channel or class number, or a range of them, of a layer
 * where it says which. It is written {@code 223}, {@code 0-63}, {@code block4_conv1/223} or {@code
 * block4_conv1:223}.
 *
 * @param layer a name, or a pattern of names; empty: that or those which are spoken of
 */
record UnitTerm(Optional<String> layer, BigInteger first, BigInteger last) {
  private static final Pattern COUNTED = Pattern.compile("(?:(.+)[/:])?([0-9]+)(?:-([0-9]+))?");

  // What looks like a number is no name: a slip such as 1.5 or 0..63 shall not pass for a class.
  private static final Pattern NUMERIC = Pattern.compile("(.+[/:])?[-+.]*[0-9][-+.0-9]*");

  // A layer has no channel of more digits.
  private static final int BITS = 30;

  /** What {@code text} counts, empty if it is a name. */
  static Optional<UnitTerm> of(String text) {
    Matcher counted = COUNTED.matcher(text);
    if (!counted.matches()) {
      return Optional.empty();
    }
    BigInteger first = new BigInteger(counted.group(2));
    BigInteger last = counted.group(3) == null ? first : new BigInteger(counted.group(3));
    return Optional.of(new UnitTerm(Optional.ofNullable(counted.group(1)), first, last));
  }

  /** The numbers that {@code term} counts of no layer in particular, empty if it is a name. */
  static Optional<UnitTerm> of(Selection.Term term) {
    return of(term.text()).filter(counted -> counted.layer.isEmpty());
  }

  /** Refuses a term that can name no unit of any network. */
  static void check(Selection.Term term) {
    Optional<UnitTerm> counted = of(term.text());
    boolean backwards = counted.filter(t -> t.first.compareTo(t.last) > 0).isPresent();
    if (backwards || (counted.isEmpty() && NUMERIC.matcher(term.text()).matches())) {
      throw Require.invalid(
              "units",
              term.text(),
              "a channel such as 223, a range such as 0-63, either of a layer such as"
                  + " block4_conv1/223, or a class name")
          .at(term.place());
    }
  }

  /** The number of a single channel; empty of a range. */
  Optional<Integer> channel() {
    return first.equals(last) && first.bitLength() <= BITS
        ? Optional.of(first.intValue())
        : Optional.empty();
  }

  /** The numbers alone, as they are written. */
  String numbers() {
    return first.equals(last) ? first.toString() : first + "-" + last;
  }

  /** True if all of its numbers are less than {@code count}. */
  boolean within(int count) {
    return last.compareTo(BigInteger.valueOf(count)) < 0;
  }

  /** True if it counts {@code number}. */
  boolean covers(int number) {
    BigInteger n = BigInteger.valueOf(number);
    return first.compareTo(n) <= 0 && n.compareTo(last) <= 0;
  }
}
