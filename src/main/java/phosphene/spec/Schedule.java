package phosphene.spec;

/** How the steps of an ascent differ from each other, and what follows the last. */
public sealed interface Schedule {
  /** Each notch of a search for contrast; a power of it is exact in 32 bits. */
  float NOTCH = 1.25f;

  /**
   * The length of a step, as a share of the optimizer's.
   *
   * @param step from 0
   * @param steps that are taken in all
   */
  double rate(int step, int steps);

  /** True if the image is only shifted in a step: neither scaled nor turned. */
  boolean still(int step, int steps);

  /**
   * How often the contrast of the finished image may be raised by a {@link #NOTCH}, as long as that
   * raises the score.
   */
  int notches();

  /** Every step as long as the first; nothing follows the last. */
  record Plain() implements Schedule {
    @Override
    public double rate(int step, int steps) {
      return 1;
    }

    @Override
    public boolean still(int step, int steps) {
      return false;
    }

    @Override
    public int notches() {
      return 0;
    }
  }

  /**
   * Long steps find the image and short ones finish it: what random disturbances have drawn fades,
   * what all of them draw stays. At last the image may take more contrast.
   *
   * @param hold share of the steps that are as long as the optimizer makes them; from there on they
   *     become shorter evenly
   * @param end length of the last step, as a share of the first
   * @param still share of the steps, the last ones, in which the image is only shifted
   * @param contrast factor by which the finished image's contrast is raised at most; 1 leaves it
   */
  record Annealed(double hold, double end, double still, double contrast) implements Schedule {
    public Annealed {
      Require.between("recipe.schedule.annealed.hold", hold, 0, 1);
      Require.between("recipe.schedule.annealed.end", end, 0, 1);
      Require.between("recipe.schedule.annealed.still", still, 0, 1);
      Require.between("recipe.schedule.annealed.contrast", contrast, 1, 100);
    }

    @Override
    public double rate(int step, int steps) {
      double at = (step + 0.5) / steps;
      return at <= hold ? 1 : end + (1 - end) * (1 - at) / (1 - hold);
    }

    @Override
    public boolean still(int step, int steps) {
      return step >= (1 - still) * steps;
    }

    @Override
    public int notches() {
      int notches = 0;
      for (double factor = NOTCH; factor <= contrast; factor *= NOTCH) {
        notches++;
      }
      return notches;
    }
  }
}
