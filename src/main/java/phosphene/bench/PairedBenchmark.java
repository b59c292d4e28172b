package phosphene.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two ways to do the same work, in turns: A B, B A, A B, so that neither gains when the machine
 * slows down or speeds up meanwhile.
 */
public record PairedBenchmark(Runnable first, Runnable second) {

  /** A turn of each, side by side. */
  public record Round(Timing first, Timing second) {}

  /**
   * What was measured.
   *
   * @param rounds at least one
   */
  public record Outcome(List<Round> rounds) {
    public Outcome {
      rounds = List.copyOf(rounds);
    }

    /** The first one's turns, by one of their figures. */
    public Quantiles first(ToDoubleFunction<Timing> figure) {
      return Quantiles.of(
          rounds.stream().map(round -> figure.applyAsDouble(round.first())).toList());
    }

    /** The second one's turns, by one of their figures. */
    public Quantiles second(ToDoubleFunction<Timing> figure) {
      return Quantiles.of(
          rounds.stream().map(round -> figure.applyAsDouble(round.second())).toList());
    }

    /** How many times as much the second one took, round by round. */
    public Quantiles ratio(ToDoubleFunction<Timing> figure) {
      return Quantiles.of(
          rounds.stream()
              .map(
                  round ->
                      figure.applyAsDouble(round.second()) / figure.applyAsDouble(round.first()))
              .toList());
    }
  }

  /** Measures {@code rounds} rounds after one that does not count. */
  public Outcome run(int rounds) {
    first.run();
    second.run();
    List<Round> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      if (i % 2 == 0) {
        Timing timing = Timing.of(first);
        all.add(new Round(timing, Timing.of(second)));
      } else {
        Timing timing = Timing.of(second);
        all.add(new Round(Timing.of(first), timing));
      }
    }
    return new Outcome(all);
  }
}
