package phosphene.job.flight;

import java.io.Serializable;
import phosphene.plan.FlightKey;
import phosphene.plan.FlightPlan.Flight;

/**
 * A flight that is to be made, from its first frame or from where it was left.
 *
 * @param path canonical JSON
 * @param frames that are wanted, from the first on
 * @param flopPerStep floating point operations of a step of ascent, on average: the bar goes evenly
 */
record FlightTask(String name, FlightKey key, String path, int frames, double flopPerStep)
    implements Serializable {

  static FlightTask of(Flight flight) {
    return new FlightTask(
        flight.name(),
        flight.key(),
        flight.path().json(),
        flight.frames(),
        flight.cost().flop() / flight.cost().steps());
  }

  /** Its beginning only. */
  FlightTask until(int frames) {
    return new FlightTask(name, key, path, frames, flopPerStep);
  }
}
