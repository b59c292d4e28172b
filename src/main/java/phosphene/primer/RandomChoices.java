package phosphene.primer;

import java.util.List;
import phosphene.spec.Draws;

/** Random choices of a painting: the draws of {@link Draws}, and some more kinds. */
final class RandomChoices {
  private final Draws draws;

  RandomChoices(Draws draws) {
    this.draws = draws;
  }

  /** Uniform in {@code [low, high)}. */
  double between(double low, double high) {
    return draws.between(low, high);
  }

  /** Uniform in {@code [-most, most)}. */
  double within(double most) {
    return draws.between(-most, most);
  }

  /** Uniform among 0 .. {@code last}. */
  int upTo(int last) {
    return draws.upTo(last);
  }

  /** True in that share of the calls. */
  boolean chance(double share) {
    return draws.between(0, 1) < share;
  }

  /** 1 or -1. */
  int sign() {
    return draws.upTo(1) * 2 - 1;
  }

  /** An angle of the whole circle, radians. */
  double angle() {
    return draws.between(0, 2 * Math.PI);
  }

  <T> T one(List<T> of) {
    return of.get(draws.upTo(of.size() - 1));
  }
}
