package phosphene.ascent;

import java.util.List;

/**
 * What the pictures of one tile maximize: the sum of some parts. Where there are several, each is
 * weighed by the gradient that it has alone, so that a share is one of the gradient.
 *
 * @param parts at least one
 */
record TileObjective(List<Part> parts) {
  /** What a part is for. */
  enum Role {
    /** It is what the tile shows, and its score. */
    SOUGHT,
    /** It keeps the picture from going where it should not; the score does not know it. */
    HELD
  }

  /**
   * A term.
   *
   * @param share less than 0 for what is minimized
   */
  record Part(ObjectiveTerm term, double share, Role role) {
    Part(ObjectiveTerm term, double share) {
      this(term, share, Role.SOUGHT);
    }

    /** A term that is held down with a weight. */
    static Part held(ObjectiveTerm term, double weight) {
      return new Part(term, -weight, Role.HELD);
    }
  }

  TileObjective {
    parts = List.copyOf(parts);
  }

  /** One term alone. */
  static TileObjective of(ObjectiveTerm term, double share) {
    return new TileObjective(List.of(new Part(term, share)));
  }

  /** The scores of all parts that are sought, each times its share. */
  double score() {
    double score = 0;
    for (Part part : parts) {
      score += part.role == Role.SOUGHT ? part.share * part.term.score() : 0;
    }
    return score;
  }
}
