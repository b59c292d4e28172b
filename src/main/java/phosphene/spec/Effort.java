package phosphene.spec;

/**
 * How much work a tile is worth.
 *
 * @param steps of ascent, at least 1
 * @param attempts independent starts of which the best is kept, at least 1
 * @param retries how often a unit that does not fire is tried again: with another seed, then also
 *     with twice the steps, then with four times ...; 0 or more
 * @param redirect first steps in which a wholly blocked gradient may pass a ReLU (lucid: 16), 0 or
 *     more
 * @param schedule how the steps differ
 */
public record Effort(int steps, int attempts, int retries, int redirect, Schedule schedule) {
  public Effort {
    Require.between("recipe.steps", steps, 1, 1_000_000);
    Require.between("recipe.attempts", attempts, 1, 100);
    Require.between("recipe.retries", retries, 0, 8);
    Require.between("recipe.redirect", redirect, 0, 1_000_000);
  }

  /** Steps that are all alike. */
  public Effort(int steps, int attempts, int retries, int redirect) {
    this(steps, attempts, retries, redirect, new Schedule.Plain());
  }

  /**
   * Forward and backward passes that a first try comes to: those of the steps, and half of one for
   * each look at the finished image with more contrast, rounded up.
   *
   * @param looks of a step
   */
  public long passes(int looks) {
    return attempts * ((long) steps * looks + (schedule.notches() + 1) / 2);
  }
}
