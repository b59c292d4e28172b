package phosphene.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import phosphene.network.Architecture;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.FlightJob;
import phosphene.spec.FlightJob.Cruise;
import phosphene.spec.FlightJob.Route;
import phosphene.spec.FlightPath;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Keyframe;
import phosphene.spec.Mix;
import phosphene.spec.SpecException;

/** All flights of a job, each a chain of frames that only one task can make. */
public record FlightPlan(List<Flight> flights) {

  /**
   * A flight that is to be made.
   *
   * @param name in the gallery
   * @param frames of its film
   */
  public record Flight(String name, FlightKey key, FlightPath path, int frames, FlightCost cost) {}

  public FlightPlan {
    flights = List.copyOf(flights);
  }

  /**
   * The plan of a job.
   *
   * @param digest SHA-256 of the network's weights
   * @param identity canonical JSON of what all flights of the job share, and the job's seed
   * @throws SpecException if the job names what the network does not have, two flights would have
   *     one name, or its frames are too small for a layer
   */
  public static FlightPlan of(
      FlightJob job, Architecture architecture, String digest, String identity) {
    List<Flight> flights = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Course course : courses(job, architecture)) {
      course.path.keyframes().forEach(keyframe -> check(architecture, keyframe));
      FlightCost cost = cost(architecture, course.path, job.recipe());
      int frames = course.path.frames(job.recipe().fps());
      for (int turn = 0; turn < job.flying().seeds(); turn++) {
        String name = turn == 0 ? course.name : course.name + "-" + (turn + 1);
        if (!names.add(name)) {
          throw twice(name, course);
        }
        FlightKey key = FlightKey.of(digest, course.path.json(), turn, identity);
        flights.add(new Flight(name, key, course.path, frames, cost));
      }
    }
    return new FlightPlan(flights);
  }

  private static SpecException twice(String name, Course course) {
    return new SpecException(
        String.format(
            Locale.ROOT,
            "%s: Invalid units: %s (must give each flight a name of its own: two are %s)",
            course.path.keyframes().get(0).place(),
            course.name,
            name));
  }

  private record Course(String name, FlightPath path) {}

  private static List<Course> courses(FlightJob job, Architecture architecture) {
    Route route = job.flying().route();
    double seconds = job.flying().seconds();
    if (route instanceof Route.Along along) {
      List<Keyframe> keyframes =
          along.keyframes().stream().map(keyframe -> resolved(keyframe, architecture)).toList();
      return List.of(new Course("flight", new FlightPath(keyframes, seconds)));
    }
    if (route instanceof Route.Through through) {
      List<Emphasis> stops =
          through.stops().isEmpty()
              ? layers(architecture, job.network().place())
              : resolved(through.stops(), architecture);
      return List.of(new Course("through", through(stops, through.cruise(), seconds)));
    }
    if (route instanceof Route.Each each) {
      return resolved(each.units(), architecture).stream()
          .map(
              unit -> new Course(unit.mix().name(), through(List.of(unit), each.cruise(), seconds)))
          .toList();
    }
    throw new AssertionError(route);
  }

  /** Each stop in the middle of its part of the time; all parts are equally long. */
  private static FlightPath through(List<Emphasis> stops, Cruise cruise, double seconds) {
    List<Keyframe> keyframes = new ArrayList<>();
    for (int i = 0; i < stops.size(); i++) {
      keyframes.add(
          new Keyframe(
              stops.size() == 1 ? 0 : (i + 0.5) * seconds / stops.size(),
              stops.get(i).mix(),
              cruise.motion(),
              cruise.steps(),
              Keyframe.Ease.SMOOTH,
              stops.get(i).place()));
    }
    return new FlightPath(keyframes, seconds);
  }

  private static List<Emphasis> layers(Architecture architecture, String place) {
    List<Emphasis> layers =
        LayerNames.ofAnySize(architecture).stream()
            .map(name -> new Emphasis(Mix.of(name), place))
            .toList();
    if (layers.isEmpty()) {
      throw new SpecException(
          "Invalid through: layers (must be units: "
              + architecture.name()
              + " has no convolution)");
    }
    return layers;
  }

  /** What a flight stops at, each block where it is to stop at blocks. */
  private static List<Emphasis> resolved(List<Emphasis> stops, Architecture architecture) {
    return stops.stream().flatMap(stop -> resolved(stop, architecture).stream()).toList();
  }

  private static List<Emphasis> resolved(Emphasis stop, Architecture architecture) {
    Mix mix = stop.mix();
    if (mix.terms().size() == 1 && LayerNames.meansBlocks(mix.name(), architecture)) {
      return LayerNames.blocks(architecture, stop.place()).stream()
          .map(name -> new Emphasis(Mix.of(name), stop.place()))
          .toList();
    }
    return List.of(new Emphasis(Terms.resolved(architecture, mix), stop.place()));
  }

  private static Keyframe resolved(Keyframe keyframe, Architecture architecture) {
    return new Keyframe(
        keyframe.at(),
        Terms.resolved(architecture, keyframe.units()),
        keyframe.motion(),
        keyframe.steps(),
        keyframe.ease(),
        keyframe.place());
  }

  private static void check(Architecture architecture, Keyframe keyframe) {
    try {
      keyframe.units().terms().forEach(term -> Terms.check(architecture, term, "units"));
    } catch (SpecException e) {
      throw new SpecException(keyframe.place() + ": " + e.getMessage(), e);
    }
  }

  private static FlightCost cost(Architecture architecture, FlightPath path, FlightRecipe recipe) {
    try {
      return FlightCost.of(architecture, path, recipe);
    } catch (IllegalArgumentException e) {
      throw size(recipe, "larger", e);
    } catch (ArithmeticException e) { // more activations than an array has places
      throw size(recipe, "smaller", e);
    }
  }

  private static SpecException size(FlightRecipe recipe, String rule, RuntimeException e) {
    return new SpecException(
            "Invalid recipe.size: "
                + recipe.size()
                + " (must be "
                + rule
                + ": "
                + e.getMessage()
                + ")",
            e)
        .in("recipe.size");
  }

  /** What is left of this plan when the flights of {@code keys} are complete. */
  public FlightPlan without(Set<String> keys) {
    return new FlightPlan(
        flights.stream().filter(flight -> !keys.contains(flight.key().hex())).toList());
  }

  /** Frames of all flights. */
  public long frames() {
    return flights.stream().mapToLong(Flight::frames).sum();
  }

  /** Floating point operations of all flights. */
  public double flop() {
    return flights.stream().mapToDouble(flight -> flight.cost().flop()).sum();
  }

  /** Operations of the longest flight: frames follow from each other, so no cluster is faster. */
  public double critical() {
    return flights.stream().mapToDouble(flight -> flight.cost().flop()).max().orElse(0);
  }

  /** The flights, the costliest first: they end together, about. */
  public List<Flight> inOrderOfCost() {
    return flights.stream()
        .sorted(Comparator.comparingDouble((Flight flight) -> -flight.cost().flop()))
        .toList();
  }
}
