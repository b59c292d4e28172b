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
  // The frames between two measurements of the terms' factors: a third of a second, in which
  // gradients hardly change.
  private static final int WEIGHED = 8;

  private final Engine engine;
  private final FlightPath path;
  private final FlightRecipe recipe;
  private final Seed seed;
  private final Ascent.Progress progress;
  private final FlightImage image;
  private final int canvas;
  private final float[] pixels;
  private final float[] gradient;
  private Optional<MixObjective> objective = Optional.empty();
  private Map<String, Double> factors = Map.of();
  private int next;

  /**
   * A renderer before its first frame.
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
    this.image = new FlightImage(recipe, canvas, engine.architecture().preprocessing());
    this.pixels = new float[ColorTransform.COLORS * canvas * canvas];
    this.gradient = new float[pixels.length];
    photo.ifPresentOrElse(image::photo, () -> image.noise(new Draws(seed.derive(-1))));
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
      image.move(path.at(middle).motion().during(1.0 / recipe.fps()));
    }
    image.remember();
    ascend(moment, new Draws(seed.derive(frame)), frame);
    if (frame > 0) {
      image.blend();
    }
    image.hold();
    next++;
    image.show(pixels);
    double score = open(moment.units()).score(pixels, moment.units());
    if (!image.finite() || !Double.isFinite(score)) {
      return Optional.empty();
    }
    Raster raster = image.raster();
    if (!raster.finite()) {
      return Optional.empty();
    }
    ColorStrength strength = ColorStrength.of(raster.planes());
    double flicker = frame > 0 ? image.flicker(raster) : 0;
    return Optional.of(
        new Frame(
            frame,
            raster,
            new Frame.Figures(score, strength.contrast(), strength.saturation(), flicker)));
  }

  private void ascend(FlightPath.Moment moment, Draws draws, int frame) {
    Mix units = moment.units();
    boolean known = objective.isPresent() && objective.get().serves(units);
    MixObjective objective = open(units);
    if (units.terms().size() == 1) {
      factors = Map.of();
    } else if (!known || frame % WEIGHED == 0) {
      image.show(pixels);
      factors = objective.weigh(pixels);
    }
    int steps = frame == 0 ? recipe.first() : moment.steps();
    for (int step = 0; step < steps; step++) {
      image.disturb(draws, pixels);
      objective.gradient(pixels, units, factors, gradient);
      image.step(gradient);
      progress.stepped(1);
    }
  }

  private MixObjective open(Mix units) {
    if (objective.isEmpty() || !objective.get().serves(units)) {
      objective.ifPresent(MixObjective::close);
      objective = Optional.empty(); // if the next line fails, nothing is open
      objective = Optional.of(MixObjective.of(engine, units, canvas));
    }
    return objective.get();
  }

  /** All that the next frames depend on. */
  public FlightState state() {
    return new FlightState(next, image.values(), image.memory(), factors);
  }

  /** Goes on where another renderer of the same flight was. */
  public void restore(FlightState state) {
    next = state.next();
    image.restore(state.values(), state.memory());
    factors = state.factors();
    // Terms are weighed again only when they change: those of the frame before are at hand.
    if (next > 0) {
      open(path.at((next - 1.0) / recipe.fps()).units());
    }
  }

  @Override
  public void close() {
    objective.ifPresent(MixObjective::close);
    objective = Optional.empty();
  }
}
