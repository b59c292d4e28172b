package phosphene.ascent;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.network.Shape;
import phosphene.spec.Draws;
import phosphene.spec.DreamRecipe;
import phosphene.spec.TileCuts;

/** A dream at one size: pictures of that size pass the network tile by tile. */
final class Octave implements AutoCloseable {
  private final ResolvedMix goal;
  private final DreamRecipe recipe;
  private final DreamRenderer.Progress progress;
  private final TileCuts down;
  private final TileCuts across;
  private final Session session;
  private final float[] pixels;
  private final float[] slope;
  private final List<float[]> values;
  private final List<float[]> slopes;

  Octave(
      Engine engine,
      ResolvedMix goal,
      DreamRecipe recipe,
      Size size,
      DreamRenderer.Progress progress) {
    this.goal = goal;
    this.recipe = recipe;
    this.progress = progress;
    int least = engine.architecture().cut(goal.layers()).leastSide();
    this.down = TileCuts.of(size.height, recipe.tile(), least);
    this.across = TileCuts.of(size.width, recipe.tile(), least);
    this.pixels = new float[ColorTransform.COLOURS * down.length() * across.length()];
    this.slope = new float[pixels.length];
    this.session = engine.open(goal.targets(), new Batch(1, down.length(), across.length()));
    this.values = layers();
    this.slopes = layers();
  }

  /** The extent of a picture in pixels. */
  record Size(int width, int height) {}

  private List<float[]> layers() {
    return java.util.stream.IntStream.range(0, goal.layers().size())
        .mapToObj(target -> new float[session.shape(target).size()])
        .toList();
  }

  /** For each term the mean over the undisturbed picture of what the term raises. */
  double[] means(float[] picture) {
    double[] totals = new double[goal.pulls().size()];
    visit(
        picture,
        0,
        0,
        patch -> {
          for (int i = 0; i < totals.length; i++) {
            ResolvedMix.Pull pull = goal.pulls().get(i);
            totals[i] += pull.emphasis().total(values.get(pull.target())) / seen(pull);
          }
        });
    return totals;
  }

  /** The activations of a picture that is one tile, by layer. */
  List<float[]> activations(float[] picture) {
    visit(picture, 0, 0, patch -> {});
    return values;
  }

  /** How many values of a term all tiles have. */
  private double seen(ResolvedMix.Pull pull) {
    Shape shape = session.shape(pull.target());
    return (double) down.count() * across.count() * shape.area() * pull.width();
  }

  /** How many values of a term the picture has: those that tiles share counted once. */
  private double count(ResolvedMix.Pull pull) {
    return seen(pull) * part(down) * part(across);
  }

  /** The part of what the pieces of a side see that they own. */
  private static double part(TileCuts cuts) {
    return cuts.count() == 1 ? 1 : (double) cuts.side() / cuts.seen();
  }

  /**
   * Takes all steps of this octave with a picture, in place.
   *
   * @return false if the slope was infinite or not a number, and the picture is of no use
   */
  boolean climb(float[] picture, Draws draws) {
    DreamRecipe.Stride stride = recipe.stride();
    float[] gradient = new float[picture.length];
    float[] factors = factors(picture);
    Blur blur = new Blur(stride.smoothing(), across.side(), down.side());
    for (int step = 0; step < stride.steps(); step++) {
      Arrays.fill(gradient, 0);
      gradient(picture, factors, roll(across, draws), roll(down, draws), gradient);
      blur.smooth(gradient);
      double pull = pull(gradient);
      if (!Double.isFinite(pull)) {
        return false;
      }
      // The recipe's unit is a level, ours is white.
      move(picture, gradient, stride.step() / 255 * gradient.length / pull);
    }
    return true;
  }

  /** The size of a slope. */
  private static double pull(float[] gradient) {
    double sum = 0;
    for (float value : gradient) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** Tiles are rolled all the way round, so that their borders come to lie everywhere. */
  private int roll(TileCuts side, Draws draws) {
    int jitter = recipe.stride().jitter();
    return side.count() > 1 ? draws.upTo(side.side() - 1) : draws.upTo(2 * jitter) - jitter;
  }

  /** Moves values by {@code rate} times their slope and keeps them in 0..1. */
  private static void move(float[] picture, float[] gradient, double rate) {
    if (!Double.isFinite(rate)) {
      return; // nothing pulls at a picture that leaves the layers dark
    }
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (float) Math.max(0, Math.min(1, picture[i] + rate * gradient[i]));
    }
  }

  /**
   * For each term the factor of its slope that gives it its share of the gradient: the inverse of
   * the mean |gradient| that it has alone, at the undisturbed picture.
   */
  float[] factors(float[] picture) {
    float[] factors = new float[goal.pulls().size()];
    if (factors.length == 1) {
      return new float[] {1};
    }
    double[] sums = new double[factors.length];
    visit(
        picture,
        0,
        0,
        patch -> {
          for (int i = 0; i < sums.length; i++) {
            seed(List.of(goal.pulls().get(i)), new float[] {1});
            session.backward(ReluRule.EXACT, slope);
            sums[i] += patch.magnitude(slope);
          }
        });
    double colours = picture.length;
    for (int i = 0; i < factors.length; i++) {
      double factor = goal.pulls().get(i).share() * colours / sums[i];
      factors[i] = Double.isFinite(factor) ? (float) factor : 0; // a dark term has no slope
    }
    return factors;
  }

  /** Adds the slope of the sum of all terms, each times its factor, to {@code gradient}. */
  void gradient(float[] picture, float[] factors, int rollRight, int rollDown, float[] gradient) {
    visit(
        picture,
        rollRight,
        rollDown,
        patch -> {
          seed(goal.pulls(), factors);
          session.backward(ReluRule.EXACT, slope);
          patch.add(slope, gradient);
        });
  }

  private void seed(List<ResolvedMix.Pull> pulls, float[] factors) {
    slopes.forEach(array -> Arrays.fill(array, 0));
    for (int i = 0; i < pulls.size(); i++) {
      ResolvedMix.Pull pull = pulls.get(i);
      float factor = (float) (factors[i] / count(pull));
      pull.emphasis().slope(values.get(pull.target()), factor, slopes.get(pull.target()));
    }
    for (int target = 0; target < slopes.size(); target++) {
      session.seed(target, 0, slopes.get(target));
    }
  }

  /** Runs the network on every tile of the rolled picture and lets {@code work} look at each. */
  private void visit(float[] picture, int rollRight, int rollDown, Consumer<Patch> work) {
    for (int row = 0; row < down.count(); row++) {
      for (int column = 0; column < across.count(); column++) {
        Patch patch = Patch.of(new Side(down), row, rollDown, new Side(across), column, rollRight);
        patch.read(picture, pixels);
        session.forward(pixels);
        for (int target = 0; target < values.size(); target++) {
          session.read(target, 0, values.get(target));
        }
        work.accept(patch);
        progress.passed((long) down.length() * across.length());
      }
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
