package phosphene.ascent;

import java.util.Optional;
import phosphene.image.pixel.Opacity;
import phosphene.image.pixel.Raster;

/** What became of a tile. */
public sealed interface TileResult {

  /**
   * A finished image.
   *
   * @param opacity of the image's size; empty if all is opaque
   * @param scores of the undisturbed image
   * @param route how it was reached
   * @param life whether the unit fires on it
   */
  record Finished(Raster raster, Optional<Opacity> opacity, Scores scores, Route route, Life life)
      implements TileResult {
    /** An opaque image. */
    public Finished(Raster raster, Scores scores, Route route, Life life) {
      this(raster, Optional.empty(), scores, route, life);
    }
  }

  /** An ascent whose values ceased to be finite, in all its attempts. */
  record Diverged(Route route) implements TileResult {}

  /** The objective's value before the first step and after the last. */
  record Scores(double start, double end) {}

  /**
   * Which of the starts gave the image.
   *
   * @param attempt 0 for the first of the recipe's attempts
   * @param retry 0, or the number of the retry for units that do not fire
   * @param steps of ascent
   */
  record Route(int attempt, int retry, int steps) {}

  /** Whether a unit fires. */
  enum Life {
    /** It fires, or the objective does not ask it to. */
    ALIVE,
    /** A unit that passes a rectifier, which lets nothing of it through anywhere. */
    DEAD
  }
}
