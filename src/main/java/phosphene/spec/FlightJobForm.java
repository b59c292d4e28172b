package phosphene.spec;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.FlightJob.Cruise;
import phosphene.spec.FlightJob.Flying;
import phosphene.spec.FlightJob.Route;

/**
 * How job files write a {@link FlightJob}.
 *
 * <p>One of {@code keyframes}, {@code through} and {@code units} is required; {@code network},
 * {@code weights}, {@code preprocessing}, {@code seed} and {@code output} are as of an atlas.
 *
 * <table>
 * <caption>Keys of flights</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code flight}<td>required
 * <tr><td>keyframes<td>one flight: a list of {@code {at: seconds, units: a name, channel or mix,
 *     motion, zoom, rotate, move, steps, ease: linear, smooth or hold}}, of which {@code at} and
 *     {@code units} are required and what else is left out is the job's<td>
 * <tr><td>through<td>one flight: {@code layers}, every convolution in order, or a list of names,
 *     channels and mixes<td>
 * <tr><td>units<td>a flight each: a list of names, channels and mixes<td>
 * <tr><td>motion<td>{@code still}, {@code zoom}, {@code spin}, {@code drift} or {@code spiral}
 *     <td>zoom
 * <tr><td>zoom<td>factor a second, 0.1 to 10<td>that of the motion
 * <tr><td>rotate<td>degrees a second, clockwise<td>that of the motion
 * <tr><td>move<td>{@code [right, down]}: parts of the side a second<td>that of the motion
 * <tr><td>steps<td>steps of ascent of each frame, 1 to 1000<td>4
 * <tr><td>seconds<td>that a flight takes, up to 86400<td>10
 * <tr><td>seeds<td>flights of each path, 1 to 1000<td>1
 * <tr><td>start<td>{@code noise}, or a photo: a path or URI<td>noise
 * <tr><td>recipe.size<td>side of the frames in pixels, even, 32 to 2048<td>256
 * <tr><td>recipe.fps<td>frames a second, 1 to 120<td>24
 * <tr><td>recipe.first<td>steps of ascent of the first frame, 1 to 100000<td>128
 * <tr><td>recipe.parameterization, recipe.optimizer<td>as of an atlas<td>as there
 * <tr><td>recipe.transforms<td>as of an atlas<td>{@code [{pad: 8}, {jitter: 8}, {scale: [0.95,
 *     1.05]}, {rotate: 5}]}
 * <tr><td>recipe.contrast<td>standard deviation of the luminance that is held, 0 to 0.4; 0: none
 *     <td>0.2
 * <tr><td>recipe.saturation<td>distance of the colours from grey that is held, 0 to 0.4; 0: none
 *     <td>0.12
 * <tr><td>recipe.blend<td>part of the moved frame before in the new one, 0 to 0.95<td>0
 * <tr><td>recipe.precision<td>{@code f32}, or {@code bf16} where the engine has it<td>f32
 * </table>
 */
final class FlightJobForm {
  static final List<String> KEYS =
      JobKeys.with(
          "keyframes",
          "through",
          "units",
          "motion",
          "zoom",
          "rotate",
          "move",
          "steps",
          "seconds",
          "seeds",
          "start",
          "recipe",
          "seed");

  /** The value of the key {@code job}. */
  static final String NAME = "flight";

  private static final List<String> ROUTES = List.of("keyframes", "through", "units");
  private static final List<String> KEYFRAME =
      List.of("at", "units", "motion", "zoom", "rotate", "move", "steps", "ease");
  private static final String LAYERS = "layers";
  private static final String NOISE = "noise";
  // A frame is 1/24 of a second: 96 steps a second keep up with the standard motions.
  private static final int STEPS = 4;
  private static final double SECONDS = 10;

  private FlightJobForm() {}

  static FlightJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    int steps = section.whole("steps", STEPS);
    Motion motion = motion(section, Motion.Preset.ZOOM.motion());
    Cruise cruise = section.make(() -> new Cruise(motion, steps));
    Route route = route(section, cruise);
    double seconds = section.number("seconds", SECONDS);
    int seeds = section.whole("seeds", 1);
    Optional<String> start = section.text("start").filter(place -> !place.equals(NOISE));
    Flying flying = section.make(() -> new Flying(route, seconds, seeds, start));
    if (route instanceof Route.Along along) {
      check(section, along.keyframes(), seconds);
    }
    FlightRecipe recipe =
        section
            .find("recipe")
            .map(value -> FlightRecipeForm.read("recipe", value))
            .orElse(FlightRecipe.standard());
    long seed = NetworkForm.seed(section);
    String output = section.requireText("output");
    return section.make(() -> new FlightJob(network, flying, recipe, seed, output));
  }

  /** Refuses what makes no path, with the place of the seconds or of the last keyframe's time. */
  private static void check(Section section, List<Keyframe> keyframes, double seconds) {
    try {
      new FlightPath(keyframes, seconds);
    } catch (SpecException e) {
      throw e.at(
          section
              .find("seconds")
              .map(Value::place)
              .orElseGet(() -> lastTimed(section.require("keyframes"))));
    }
  }

  private static String lastTimed(Value keyframes) {
    List<Value> written = ((Value.Items) keyframes).values();
    return timed(written.get(written.size() - 1));
  }

  private static Route route(Section section, Cruise cruise) {
    List<String> said = ROUTES.stream().filter(key -> section.find(key).isPresent()).toList();
    if (said.isEmpty()) {
      throw new SpecException(
          section.mapping().place() + ": Missing key: " + Scalars.oneOf(ROUTES));
    }
    if (said.size() > 1) {
      throw Require.invalid(
              said.get(1), "beside " + said.get(0), "the only one of " + Scalars.oneOf(ROUTES))
          .at(section.require(said.get(1)).place());
    }
    Value value = section.require(said.get(0));
    return switch (said.get(0)) {
      case "keyframes" -> new Route.Along(keyframes(value, cruise));
      case "through" ->
          new Route.Through(
              Scalars.text(value).equals(Optional.of(LAYERS))
                  ? List.of()
                  : MixForm.some("through", value),
              cruise);
      case "units" -> new Route.Each(MixForm.some("units", value), cruise);
      default -> throw new AssertionError(said);
    };
  }

  private static List<Keyframe> keyframes(Value value, Cruise cruise) {
    if (!(value instanceof Value.Items items) || items.values().isEmpty()) {
      throw value.invalid(
          "keyframes", "a list such as [{at: 0, units: block3_conv3/223}, {at: 5, units: ...}]");
    }
    List<Keyframe> keyframes = new ArrayList<>();
    Motion motion = cruise.motion();
    for (Value item : items.values()) {
      Keyframe keyframe = keyframe(item, new Cruise(motion, cruise.steps()));
      if (!keyframes.isEmpty() && keyframe.at() <= keyframes.get(keyframes.size() - 1).at()) {
        throw Require.invalid(
                "keyframes.at",
                Json.number(keyframe.at()).toString(),
                "later than the keyframe before, at "
                    + Json.number(keyframes.get(keyframes.size() - 1).at()))
            .at(timed(item));
      }
      keyframes.add(keyframe);
    }
    return keyframes;
  }

  /** A path in full, as {@link FlightPath#json} writes it. */
  static FlightPath path(String name, Value value) {
    Section section = Section.of(name, value, List.of("keyframes", "seconds"));
    Cruise unused = new Cruise(Motion.STILL, STEPS); // every keyframe says all
    return new FlightPath(
        keyframes(section.require("keyframes"), unused), section.number("seconds", SECONDS));
  }

  private static Keyframe keyframe(Value value, Cruise cruise) {
    Section section = Section.of("keyframes", value, KEYFRAME);
    double at = Scalars.number("keyframes.at", section.require("at"));
    Emphasis units = MixForm.one("keyframes.units", section.require("units"));
    Motion motion = motion(section, cruise.motion());
    int steps = section.whole("steps", cruise.steps());
    Keyframe.Ease ease = section.choice("ease", Keyframe.Ease.LINEAR);
    return section.make(() -> new Keyframe(at, units.mix(), motion, steps, ease, units.place()));
  }

  /** Where a keyframe says its time. */
  private static String timed(Value keyframe) {
    return Section.of("keyframes", keyframe, KEYFRAME).require("at").place();
  }

  /** A preset's, or the usual one, with what is said of its parts. */
  private static Motion motion(Section section, Motion usual) {
    Motion base =
        section
            .find("motion")
            .map(
                value ->
                    Scalars.choice(section.path("motion"), value, Motion.Preset.class).motion())
            .orElse(usual);
    double zoom = section.number("zoom", base.zoom());
    double rotate = section.number("rotate", base.rotate());
    List<Double> move =
        section
            .find("move")
            .map(value -> pair(section.path("move"), value))
            .orElse(List.of(base.right(), base.down()));
    return section.make(() -> new Motion(zoom, rotate, move.get(0), move.get(1)));
  }

  private static List<Double> pair(String key, Value value) {
    if (value instanceof Value.Items items && items.values().size() == 2) {
      return items.values().stream().map(item -> Scalars.number(key, item)).toList();
    }
    throw value.invalid(key, "two numbers, to the right and down, such as [0.1, 0]");
  }

  static Map<String, Object> write(FlightJob job) {
    Map<String, Object> written = JobKeys.write(NAME, job);
    Flying flying = job.flying();
    write(flying.route(), written);
    written.put("seconds", Json.number(flying.seconds()));
    written.put("seeds", flying.seeds());
    written.put("start", flying.start().orElse(NOISE));
    written.put("recipe", FlightRecipeForm.write(job.recipe()));
    written.put("seed", job.seed());
    return written;
  }

  private static void write(Route route, Map<String, Object> written) {
    if (route instanceof Route.Along along) {
      written.put("keyframes", along.keyframes().stream().map(FlightJobForm::write).toList());
    } else if (route instanceof Route.Through through) {
      written.put("through", through.stops().isEmpty() ? LAYERS : mixes(through.stops()));
      write(through.cruise(), written);
    } else if (route instanceof Route.Each each) {
      written.put("units", mixes(each.units()));
      write(each.cruise(), written);
    } else {
      throw new AssertionError(route);
    }
  }

  private static void write(Cruise cruise, Map<String, Object> written) {
    write(cruise.motion(), written);
    written.put("steps", cruise.steps());
  }

  private static void write(Motion motion, Map<String, Object> written) {
    written.put("zoom", Json.number(motion.zoom()));
    written.put("rotate", Json.number(motion.rotate()));
    written.put("move", List.of(Json.number(motion.right()), Json.number(motion.down())));
  }

  private static List<RawValue> mixes(List<Emphasis> stops) {
    return stops.stream().map(stop -> new RawValue(stop.mix().json())).toList();
  }

  /** A keyframe in full. */
  static Map<String, Object> write(Keyframe keyframe) {
    Map<String, Object> written = new TreeMap<>();
    written.put("at", Json.number(keyframe.at()));
    written.put("units", new RawValue(keyframe.units().json()));
    write(keyframe.motion(), written);
    written.put("steps", keyframe.steps());
    written.put("ease", keyframe.ease().name().toLowerCase(Locale.ROOT));
    return written;
  }
}
