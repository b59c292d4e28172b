package phosphene.job.flight;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.RowOrder;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.plan.FlightPlan.Flight;

/** What the index knows of flights. */
final class FlightLog {
  private final Map<String, Set<Integer>> frames = new HashMap<>(); // by the key of their flight
  private final Map<String, Known> last = new HashMap<>(); // by the name of the flight

  // As FrameRow.TABLE says; the frames of a run have one key for a flight's name.
  private static final Comparator<Known> LAST =
      Comparator.comparing(Known::order).thenComparing(Known::renderedAt);

  private FlightLog() {}

  /** A frame that the index knows. */
  record Known(
      String flight,
      String flightKey,
      int frame,
      String status,
      Instant renderedAt,
      @Nullable Long generation,
      @Nullable Long sequence) {
    RowOrder order() {
      return RowOrder.of(generation, sequence);
    }
  }

  static FlightLog read(ObjectStore store) {
    FlightLog log = new FlightLog();
    FrameRow.TABLE.each(store, Known.class, log::enter);
    return log;
  }

  private void enter(Known row) {
    last.merge(row.flight(), row, BinaryOperator.maxBy(LAST));
    if (!row.status().equals(TileRow.FAILED)) {
      frames.computeIfAbsent(row.flightKey(), key -> new HashSet<>()).add(row.frame());
    }
  }

  /** True if all frames are there. */
  boolean holds(Flight flight) {
    return frames.getOrDefault(flight.key().hex(), Set.of()).size() >= flight.frames();
  }

  /** True if all frames are there, but another flight has its name since. */
  boolean replaced(Flight flight) {
    Known newest = last.get(flight.name());
    return holds(flight) && newest != null && !newest.flightKey().equals(flight.key().hex());
  }
}
