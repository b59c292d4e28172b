package phosphene.spec;

import java.util.Locale;

/** Counts in sentences, such as {@code 1 tile} and {@code 2,000 tiles}. */
public final class Plural {
  private Plural() {}

  /** So many of what is called {@code one}, whose plural ends in s. */
  public static String of(long count, String one) {
    return of(count, one, one + "s");
  }

  /** So many of what is called {@code one} if it is alone, else {@code many}. */
  public static String of(long count, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
  }
}
