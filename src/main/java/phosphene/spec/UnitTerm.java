package phosphene.spec;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A term of {@code units} that counts: a channel or class number, or a range of them. */
record UnitTerm(BigInteger first, BigInteger last) {
  private static final Pattern COUNTED = Pattern.compile("([0-9]+)(?:-([0-9]+))?");

  // What looks like a number is no name: a slip such as 1.5 or 0..63 shall not pass for a class.
  private static final Pattern NUMERIC = Pattern.compile("[-+.]*[0-9][-+.0-9]*");

  /** The numbers that {@code term} counts, empty if it is a name. */
  static Optional<UnitTerm> of(Selection.Term term) {
    Matcher counted = COUNTED.matcher(term.text());
    if (!counted.matches()) {
      return Optional.empty();
    }
    BigInteger first = new BigInteger(counted.group(1));
    return Optional.of(
        new UnitTerm(first, counted.group(2) == null ? first : new BigInteger(counted.group(2))));
  }

  /** Refuses a term that can name no unit of any network. */
  static void check(Selection.Term term) {
    Optional<UnitTerm> counted = of(term);
    boolean backwards = counted.filter(t -> t.first.compareTo(t.last) > 0).isPresent();
    if (backwards || (counted.isEmpty() && NUMERIC.matcher(term.text()).matches())) {
      throw Require.invalid(
              "units", term.text(), "a channel such as 223, a range such as 0-63, or a class name")
          .at(term.place());
    }
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
