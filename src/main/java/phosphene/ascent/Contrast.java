package phosphene.ascent;

import java.util.Arrays;
import java.util.List;
import phosphene.spec.Schedule;

/**
 * The search for the contrast of each tile of a batch: a notch more as long as the score rises. A
 * tile that has once fallen back stays where it was, whatever others do.
 */
final class Contrast {
  // Less than this is not worth more clipped colors.
  private static final double WORTH = 0.02;
  private final double[] best;
  private final float[] kept;
  private final boolean[] done;

  /**
   * A search.
   *
   * @param scores of the tiles as they are
   */
  Contrast(double[] scores) {
    this.best = scores.clone();
    this.kept = new float[scores.length];
    this.done = new boolean[scores.length];
    Arrays.fill(kept, 1);
  }

  /** True while a tile may take more. */
  boolean rises() {
    for (boolean one : done) {
      if (!one) {
        return true;
      }
    }
    return false;
  }

  /** Shows the tiles that may take more with a notch more. */
  void raise(List<TilePictures> tiles) {
    for (int i = 0; i < kept.length; i++) {
      tiles.get(i).contrast(done[i] ? kept[i] : kept[i] * Schedule.NOTCH);
    }
  }

  /** Takes the scores of the tiles that were raised. */
  void judge(double[] scores) {
    for (int i = 0; i < kept.length; i++) {
      if (!done[i] && scores[i] - best[i] > WORTH * Math.abs(best[i])) {
        best[i] = scores[i];
        kept[i] *= Schedule.NOTCH;
      } else {
        done[i] = true;
      }
    }
  }

  /** Shows every tile with its contrast. */
  void keep(List<TilePictures> tiles) {
    for (int i = 0; i < kept.length; i++) {
      tiles.get(i).contrast(kept[i]);
    }
  }
}
