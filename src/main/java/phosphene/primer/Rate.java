package phosphene.primer;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A rate that increases linearly and falls to zero as half a cosine (Loshchilov and Hutter, "SGDR",
 * 2017).
 *
 * @param peak its highest value
 * @param warm steps of the increase, at least 1
 * @param steps of the plan
 */
record Rate(double peak, int warm, int steps) implements ISchedule {
  private static final long serialVersionUID = 1;

  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < warm) {
      return peak * (iteration + 1) / warm;
    }
    double fallen = Math.min(1, (double) (iteration - warm) / Math.max(1, steps - warm));
    return peak / 2 * (1 + StrictMath.cos(Math.PI * fallen));
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
