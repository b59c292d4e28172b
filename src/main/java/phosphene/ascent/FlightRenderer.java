package phosphene.ascent;

import java.util.Map;
import java.util.Optional;
import phosphene.engine.Engine;
import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;
import phosphene.spec.FlightPath;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Mix;
import phosphene.spec.Seed;

/**
 * Flies along a path: the first frame is an ascent from noise or a photo, every other one the frame
 * before it, moved, and taken on by some steps of ascent. A frame is a function of network, path,
 * recipe, seed, photo and its number. To be used by one thread at a time.
 */
public final class FlightRenderer implements AutoCloseable {
  // How often the terms of a mix are weighed: a third of a second, in which slopes hardly change.
  private static final int WEIGHED = 8;

  private final Engine engine;
  private final FlightPath path;
  private final FlightRecipe recipe;
  private final Seed seed;
  private final Ascent.Progress progress;
  private final FlightImage picture;
  private final int canvas;
  private final float[] pixels;
  private final float[] slope;
  private Optional<MixObjective> crew = Optional.empty();
  private Map<String, Double> factors = Map.of();
  private int next;

  /**
   * A flyer before its first frame.
   *
   * @param photo the start, of the frames' size; if empty, noise
   */
  public FlightRenderer(
      Engine engine,
      FlightPath path,
      FlightRecipe recipe,
      Optional<Raster> photo,
      Seed seed,
      Ascent.Progress progress) {
    this.engine = engine;
    this.path = path;
    this.recipe = recipe;
    this.seed = seed;
    this.progress = progress;
    this.canvas = recipe.canvas();
    this.picture = new FlightImage(recipe, canvas);
    this.pixels = new float[ColorTransform.COLOURS * canvas * canvas];
    this.slope = new float[pixels.length];
    photo.ifPresentOrElse(picture::photo, () -> picture.noise(new Draws(seed.derive(-1))));
  }

  /** The number of the frame that {@link #fly} gives next, from 0. */
  public int next() {
    return next;
  }

  /**
   * Makes the next frame.
   *
   * @return empty if values were infinite or not a number
   */
  public Optional<Frame> fly() {
    int frame = next;
    FlightPath.Moment moment = path.at((double) frame / recipe.fps());
    if (frame > 0) {
      double middle = (frame - 0.5) / recipe.fps();
      picture.move(path.at(middle).motion().during(1.0 / recipe.fps()));
    }
    picture.remember();
    climb(moment, new Draws(seed.derive(frame)), frame);
    if (frame > 0) {
      picture.blend();
    }
    picture.hold();
    next++;
    picture.show(pixels);
    double score = board(moment.units()).score(pixels, moment.units());
    if (!picture.finite() || !Double.isFinite(score)) {
      return Optional.empty();
    }
    Raster raster = picture.raster();
    if (!raster.finite()) {
      return Optional.empty();
    }
    ColorStrength tone = ColorStrength.of(raster.planes());
    double flicker = frame > 0 ? picture.flicker(raster) : 0;
    return Optional.of(
        new Frame(
            frame, raster, new Frame.Figures(score, tone.contrast(), tone.saturation(), flicker)));
  }

  private void climb(FlightPath.Moment moment, Draws draws, int frame) {
    Mix units = moment.units();
    boolean known = crew.isPresent() && crew.get().serves(units);
    MixObjective crew = board(units);
    if (units.terms().size() == 1) {
      factors = Map.of();
    } else if (!known || frame % WEIGHED == 0) {
      picture.show(pixels);
      factors = crew.weigh(pixels);
    }
    int steps = frame == 0 ? recipe.first() : moment.steps();
    for (int step = 0; step < steps; step++) {
      picture.disturb(draws, pixels);
      crew.slope(pixels, units, factors, slope);
      picture.climb(slope);
      progress.stepped(1);
    }
  }

  private MixObjective board(Mix units) {
    if (crew.isEmpty() || !crew.get().serves(units)) {
      crew.ifPresent(MixObjective::close);
      crew = Optional.empty(); // if the next line fails, nothing is open
      crew = Optional.of(MixObjective.of(engine, units, canvas));
    }
    return crew.get();
  }

  /** All that the next frames depend on. */
  public FlightState state() {
    return new FlightState(next, picture.values(), picture.memory(), factors);
  }

  /** Goes on where another flyer of the same flight was. */
  public void restore(FlightState state) {
    next = state.next();
    picture.restore(state.values(), state.memory());
    factors = state.factors();
    // Terms are weighed again only when they change: those of the frame before are at hand.
    if (next > 0) {
      board(path.at((next - 1.0) / recipe.fps()).units());
    }
  }

  @Override
  public void close() {
    crew.ifPresent(MixObjective::close);
    crew = Optional.empty();
  }
}
