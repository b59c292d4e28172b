package phosphene.spec;

import java.util.List;

/** Which of the things that exist a job takes: all, or those that match a list of terms. */
public sealed interface Selection {
  /** Everything there is. */
  record All() implements Selection {}

  /**
   * What matches one of the terms, in the order of the network. A term is a name (of a layer, of a
   * class), a name with {@code *} in it, a number, or a range {@code a-b} with both ends.
   *
   * @param terms at least one
   */
  record Some(List<Term> terms) implements Selection {
    public Some {
      terms = List.copyOf(terms);
      if (terms.isEmpty()) {
        throw new SpecException("Invalid selection: [] (must name at least one)");
      }
    }
  }

  /**
   * One term with the place it was written at, so that a later check can name it.
   *
   * @param text as written
   * @param place such as {@code jobs/x.yaml:4}
   */
  record Term(String text, String place) {}
}
