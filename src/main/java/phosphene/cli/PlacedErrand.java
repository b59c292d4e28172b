package phosphene.cli;

import java.io.PrintWriter;
import phosphene.spec.Origins;
import phosphene.spec.SpecException;

/** An errand whose mistakes name the line or the option that the wrong value was written in. */
record PlacedErrand(Errand errand, Origins origins) implements Errand {
  @Override
  public int render(SparkSeat seat, int batch, Output output) throws InterruptedException {
    try {
      return errand.render(seat, batch, output);
    } catch (SpecException e) {
      throw origins.placed(e);
    }
  }

  @Override
  public int plan(SparkSeat seat, Timing timing, PrintWriter out) {
    try {
      return errand.plan(seat, timing, out);
    } catch (SpecException e) {
      throw origins.placed(e);
    }
  }
}
