package phosphene.gallery;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Something in a gallery that breaks a rule.
 *
 * @param path of the object, in the gallery
 * @param key of the image; empty if none is known
 * @param message what is wrong
 */
public record Problem(Rule rule, String path, String key, String message)
    implements Serializable, Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::rule)
          .thenComparing(Problem::path)
          .thenComparing(Problem::key)
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
