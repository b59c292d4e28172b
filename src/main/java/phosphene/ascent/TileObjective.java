package phosphene.ascent;

import java.util.List;

/**
 * What the pictures of one tile maximize: the sum of some parts. Where there are several, each is
 * weighed by the gradient that it has alone, so that a share is one of the gradient.
 *
 * @param parts at least one
 */
record TileObjective(List<Part> parts) {
  /**
   * A term.
   *
   * @param share less than 0 for what is minimized
   */
  record Part(ObjectiveTerm term, double share) {}

  TileObjective {
    parts = List.copyOf(parts);
  }

  /** One term alone. */
  static TileObjective of(ObjectiveTerm term, double share) {
    return new TileObjective(List.of(new Part(term, share)));
  }

  /** The scores of all parts, each times its share. */
  double score() {
    double score = 0;
    for (Part part : parts) {
      score += part.share * part.term.score();
    }
    return score;
  }
}
