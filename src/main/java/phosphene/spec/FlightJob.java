package phosphene.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import phosphene.spec.DreamJob.Emphasis;

/**
 * Flights through a network's filters: films in which each frame is the one before, moved and then
 * changed by some steps of ascent.
 *
 * <p>A flight has at most 200000 frames.
 *
 * @param seed any number; each flight derives its own from it
 */
public record FlightJob(
    NetworkRef network, Flying flying, FlightRecipe recipe, long seed, String output)
    implements Job {
  /** How job files write it. */
  public static final JobForm<FlightJob> FORM =
      new JobForm<>(
          FlightJobForm.NAME,
          FlightJob.class,
          FlightJobForm.KEYS,
          List.of("network", "weights", "labels", "start"),
          FlightJobForm::read);

  // 200000: two hours at 24 a second. Checkpoints, and what a task returns, hold a receipt of each
  // frame, some 300 bytes: 60 MB.
  private static final int MOST_FRAMES = 200_000;

  public FlightJob {
    double frames = flying.seconds * recipe.fps();
    if (frames > MOST_FRAMES) {
      throw Require.invalid(
          "seconds",
          Json.number(flying.seconds).toString(),
          String.format(
              Locale.ROOT,
              "at most %d frames of a flight; at %d a second it has %.0f",
              MOST_FRAMES,
              recipe.fps(),
              frames));
    }
    Require.place("output", output);
  }

  /**
   * What is flown.
   *
   * @param seconds that a flight takes, more than 0, at most 86400
   * @param seeds flights of each path, each with draws of its own, 1..1000
   * @param start a photo that is the first frame before any ascent: a path or URI; if empty, noise
   */
  public record Flying(Route route, double seconds, int seeds, Optional<String> start) {
    public Flying {
      Require.positive("seconds", seconds);
      Require.between("seconds", seconds, 0, 86_400);
      Require.between("seeds", seeds, 1, 1000);
      start.ifPresent(place -> Require.place("start", place));
    }
  }

  /** Which paths are flown. */
  public sealed interface Route {
    /** One path by its keyframes. */
    record Along(List<Keyframe> keyframes) implements Route {
      public Along {
        keyframes = List.copyOf(keyframes);
      }
    }

    /**
     * One path through what is named, in that order, at equal times.
     *
     * @param stops if empty, every convolution, in the order of the network
     */
    record Through(List<Emphasis> stops, Cruise cruise) implements Route {
      public Through {
        stops = List.copyOf(stops);
      }
    }

    /** A path for each unit alone. */
    record Each(List<Emphasis> units, Cruise cruise) implements Route {
      public Each {
        units = List.copyOf(units);
      }
    }
  }

  /**
   * What holds wherever a keyframe does not say otherwise.
   *
   * @param motion a second
   * @param steps of ascent of each frame
   */
  public record Cruise(Motion motion, int steps) {
    public Cruise {
      Require.between("steps", steps, 1, 1000);
    }
  }

  @Override
  public Precision precision() {
    return recipe.precision();
  }

  @Override
  public String json() {
    return Json.text(FlightJobForm.write(this));
  }

  /**
   * What the flights of one gallery have in common beside network, recipe and seed, as one line of
   * canonical JSON.
   *
   * @param start SHA-256 of the photo's bytes, or {@code noise}
   */
  public static String subject(String start) {
    return Json.text(Map.of("objective", "flight", "start", start));
  }
}
