package phosphene.ascent;

import java.util.List;

/** A weighted sum of terms, as one. */
record SumTerm(List<Weighted> terms) implements ObjectiveTerm {
  /** A term and its factor. */
  record Weighted(ObjectiveTerm term, double weight) {}

  SumTerm {
    terms = List.copyOf(terms);
  }

  @Override
  public double score() {
    double score = 0;
    for (Weighted weighted : terms) {
      score += weighted.weight * weighted.term.score();
    }
    return score;
  }

  @Override
  public void addGradient(float factor) {
    for (Weighted weighted : terms) {
      weighted.term.addGradient((float) (factor * weighted.weight));
    }
  }
}
