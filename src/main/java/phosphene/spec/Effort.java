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
 */
public record Effort(int steps, int attempts, int retries, int redirect) {
  public Effort {
    Require.between("recipe.steps", steps, 1, 1_000_000);
    Require.between("recipe.attempts", attempts, 1, 100);
    Require.between("recipe.retries", retries, 0, 8);
    Require.between("recipe.redirect", redirect, 0, 1_000_000);
  }
}
