package phosphene.ascent;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.network.Shape;
import phosphene.spec.Draws;
import phosphene.spec.DreamRecipe;
import phosphene.spec.TileCuts;

/** A dream at one size: images of that size pass the network tile by tile. */
final class Octave implements AutoCloseable {
  // Times the mean |gradient|: of a channel that fires at few places half as many neighbors then
  // differ by a quarter of the range (docs/pictures.md).
  private static final double MOST = 2;

  private final ResolvedMix mix;
  private final DreamRecipe recipe;
  private final DreamRenderer.Progress progress;
  private final TileCuts down;
  private final TileCuts across;
  private final Optional<GreyPlanes> grey;
  private final Session session;
  private final float[] pixels;
  private final float[] tileGradient;
  private final List<float[]> values;
  private final List<float[]> layerGradients;

  Octave(
      Engine engine,
      ResolvedMix mix,
      DreamRecipe recipe,
      Size size,
      DreamRenderer.Progress progress) {
    this.mix = mix;
    this.recipe = recipe;
    this.progress = progress;
    this.grey = GreyPlanes.of(engine.architecture().preprocessing());
    int least = engine.architecture().cut(mix.layers()).leastSide();
    this.down = TileCuts.of(size.height, recipe.tile(), least);
    this.across = TileCuts.of(size.width, recipe.tile(), least);
    this.pixels = new float[ColorTransform.COLORS * down.length() * across.length()];
    this.tileGradient = new float[pixels.length];
    this.session = engine.open(mix.targets(), Batch.alone(down.length(), across.length()));
    this.values = layers();
    this.layerGradients = layers();
  }

  /** The extent of an image in pixels. */
  record Size(int width, int height) {}

  private List<float[]> layers() {
    return java.util.stream.IntStream.range(0, mix.layers().size())
        .mapToObj(target -> new float[session.shape(target).size()])
        .toList();
  }

  /** For each term the mean over the undisturbed image of what the term maximizes. */
  double[] means(float[] image) {
    double[] totals = new double[mix.terms().size()];
    visit(
        image,
        0,
        0,
        patch -> {
          for (int i = 0; i < totals.length; i++) {
            ResolvedMix.Term term = mix.terms().get(i);
            totals[i] += term.objective().total(values.get(term.target())) / seen(term);
          }
        });
    return totals;
  }

  /** The activations of an image that is one tile, by layer. */
  List<float[]> activations(float[] image) {
    visit(image, 0, 0, patch -> {});
    return values;
  }

  /** How many values of a term all tiles have. */
  private double seen(ResolvedMix.Term term) {
    Shape shape = session.shape(term.target());
    return (double) down.count() * across.count() * shape.area() * term.width();
  }

  /** How many values of a term the image has: those that tiles share counted once. */
  private double count(ResolvedMix.Term term) {
    return seen(term) * part(down) * part(across);
  }

  /** The part of what the pieces of a side see that they own. */
  private static double part(TileCuts cuts) {
    return cuts.count() == 1 ? 1 : (double) cuts.side() / cuts.seen();
  }

  /**
   * Takes all steps of this octave with an image, in place.
   *
   * @return false if the gradient was infinite or not a number, and the image is of no use
   */
  boolean ascend(float[] image, Draws draws) {
    DreamRecipe.Stride stride = recipe.stride();
    float[] gradient = new float[image.length];
    float[] factors = factors(image);
    Blur blur = new Blur(stride.smoothing(), across.side(), down.side());
    for (int step = 0; step < stride.steps(); step++) {
      Arrays.fill(gradient, 0);
      gradient(image, factors, roll(across, draws), roll(down, draws), gradient);
      blur.smooth(gradient);
      double magnitude = magnitude(gradient);
      if (!Double.isFinite(magnitude)) {
        return false;
      }
      limit(gradient, MOST * magnitude / gradient.length);
      // The recipe's unit is a level, ours is white.
      move(image, gradient, stride.step() / 255 * gradient.length / magnitude(gradient));
    }
    return true;
  }

  /**
   * Bends values back that come near {@code most}, in place. The gradient of a channel is far larger
   * at the few places where it fires most than elsewhere; these would run into black and white with
   * sharp fringes.
   */
  private static void limit(float[] gradient, double most) {
    for (int i = 0; most > 0 && i < gradient.length; i++) {
      double part = gradient[i] / most;
      gradient[i] = (float) (gradient[i] / Math.sqrt(1 + part * part));
    }
  }

  /** The sum of |gradient|. */
  private static double magnitude(float[] gradient) {
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

  /** Moves values by {@code rate} times their gradient and keeps them in 0..1. */
  private static void move(float[] image, float[] gradient, double rate) {
    if (!Double.isFinite(rate)) {
      return; // an image that leaves the layers dark has no gradient
    }
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.max(0, Math.min(1, image[i] + rate * gradient[i]));
    }
  }

  /**
   * For each term the factor of its gradient that gives it its share of the gradient: the inverse
   * of the mean |gradient| that it has alone, at the undisturbed image.
   */
  float[] factors(float[] image) {
    float[] factors = new float[mix.terms().size()];
    if (factors.length == 1) {
      return new float[] {1};
    }
    double[] sums = new double[factors.length];
    visit(
        image,
        0,
        0,
        patch -> {
          for (int i = 0; i < sums.length; i++) {
            addGradients(List.of(mix.terms().get(i)), new float[] {1});
            session.backward(ReluRule.EXACT, tileGradient);
            sums[i] += patch.magnitude(tileGradient);
          }
        });
    double colors = image.length;
    for (int i = 0; i < factors.length; i++) {
      double factor = mix.terms().get(i).share() * colors / sums[i];
      factors[i] =
          Double.isFinite(factor)
              ? (float) factor
              : 0; // a term whose layer is dark has no gradient
    }
    return factors;
  }

  /**
   * Adds the gradient of the sum of all terms, each times its factor, to {@code gradient}. A
   * network that sees no colors moves all three of a pixel alike: what it adds to a photo is gray.
   */
  void gradient(float[] image, float[] factors, int rollRight, int rollDown, float[] gradient) {
    visit(
        image,
        rollRight,
        rollDown,
        patch -> {
          addGradients(mix.terms(), factors);
          session.backward(ReluRule.EXACT, tileGradient);
          patch.add(tileGradient, gradient);
        });
    grey.ifPresent(planes -> planes.level(gradient));
  }

  private void addGradients(List<ResolvedMix.Term> terms, float[] factors) {
    layerGradients.forEach(array -> Arrays.fill(array, 0));
    for (int i = 0; i < terms.size(); i++) {
      ResolvedMix.Term term = terms.get(i);
      float factor = (float) (factors[i] / count(term));
      term.objective()
          .addGradient(values.get(term.target()), factor, layerGradients.get(term.target()));
    }
    for (int target = 0; target < layerGradients.size(); target++) {
      session.addGradient(target, 0, layerGradients.get(target));
    }
  }

  /** Runs the network on every tile of the rolled image and lets {@code work} look at each. */
  private void visit(float[] image, int rollRight, int rollDown, Consumer<Patch> work) {
    for (int row = 0; row < down.count(); row++) {
      for (int column = 0; column < across.count(); column++) {
        Patch patch = Patch.of(new Side(down), row, rollDown, new Side(across), column, rollRight);
        patch.read(image, pixels);
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
