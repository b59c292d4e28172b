package phosphene.gallery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Collects what a verification finds; holds the first problems only, and counts all. */
public final class Findings {
  private final int most;
  private final Map<Rule, VerificationResult.Check> checks = new EnumMap<>(Rule.class);
  private final TreeSet<Problem> first = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Nothing found yet.
   *
   * @param most problems of each rule that are held
   */
  public Findings(int most) {
    this.most = most;
  }

  /** Counts more things that were checked. */
  public void checked(Rule rule, long things) {
    checks.merge(
        rule, new VerificationResult.Check(rule, things, 0), VerificationResult.Check::plus);
  }

  /** Adds a problem of a thing that was checked. */
  public void found(Problem problem) {
    counted(problem.rule(), 1);
    first.add(problem);
    List<Problem> same =
        first.stream().filter(other -> other.rule() == problem.rule()).limit(most + 1L).toList();
    if (same.size() > most) {
      first.remove(same.get(most));
    }
  }

  /**
   * Counts things that have a problem, of which some are reported.
   *
   * @param some the first ones
   */
  public void found(Rule rule, long things, List<Problem> some) {
    counted(rule, things - some.size());
    some.forEach(this::found);
  }

  private void counted(Rule rule, long problems) {
    checks.merge(
        rule, new VerificationResult.Check(rule, 0, problems), VerificationResult.Check::plus);
  }

  /** Adds a note: no problem, but worth knowing. */
  public void note(String line) {
    notes.add(line);
  }

  /** How many problems there are so far. */
  public long trouble() {
    return checks.values().stream().mapToLong(VerificationResult.Check::problems).sum();
  }

  /** How many problems of a rule are held at most. */
  public int most() {
    return most;
  }

  /** What was found. */
  public VerificationResult verdict(VerificationResult.Stock stock) {
    return new VerificationResult(stock, List.copyOf(checks.values()), List.copyOf(first), notes);
  }
}
