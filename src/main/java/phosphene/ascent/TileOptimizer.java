package phosphene.ascent;

import java.util.Arrays;
import java.util.Optional;
import phosphene.image.pixel.Opacity;
import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;

/** The ascent of one tile: its values, their optimizer and their random draws. */
final class TileOptimizer {
  private final TransformedView view;
  private final ImageParameters parameters;
  private final ColorTransform colorTransform;
  private final Sampler sampler;
  private final OptimizerState optimizer;
  private final Draws draws;
  private final float[] values;
  private final float[] gradient;
  private final float[] planes;
  private final float[] rgb;
  private final float[] sum;
  private final Optional<Attention> attention;
  private final double noise;
  private final int looks;
  private final int all;
  private int looked;
  private boolean moved = true;

  /**
   * An optimizer of one tile.
   *
   * @param steps that it is to take
   */
  TileOptimizer(
      Recipe recipe, TransformedView view, ColorTransform colorTransform, Seed seed, int steps) {
    this.view = view;
    this.parameters = ImageParameters.of(recipe.parameterization(), view.size());
    this.colorTransform = colorTransform;
    this.sampler = new Sampler(view.size(), view.canvas());
    this.optimizer = OptimizerState.of(recipe.optimizer(), parameters.count());
    this.draws = new Draws(seed);
    this.values = new float[parameters.count()];
    this.gradient = new float[values.length];
    this.planes = new float[ColorTransform.COLORS * view.size() * view.size()];
    this.rgb = new float[planes.length];
    this.sum = new float[planes.length];
    this.attention =
        recipe.transparency() ? Optional.of(new Attention(view.size())) : Optional.empty();
    this.noise = view.noise();
    this.looks = recipe.looks();
    this.all = steps;
    parameters.start(draws, values);
  }

  /** Puts the undisturbed image on a canvas that starts at {@code at}. */
  void show(float[] canvases, int at) {
    look(view.still(), canvases, at);
  }

  /** Puts the image, disturbed anew, on a canvas that starts at {@code at}. */
  void disturb(float[] canvases, int at) {
    look(view.draw(draws, progress()), canvases, at);
    if (noise > 0) {
      int extent = ColorTransform.COLORS * view.canvas() * view.canvas();
      draws.addUniform(canvases, at, extent, noise);
    }
  }

  /** 0 in the first step, 1 in the last. */
  private double progress() {
    int step = looked / looks;
    return all > 1 ? Math.min(1, step / (all - 1.0)) : 0;
  }

  private void look(Affine map, float[] canvases, int at) {
    if (moved) {
      parameters.forward(values, planes);
      colorTransform.forward(planes, rgb);
      moved = false;
    }
    sampler.look(map);
    sampler.forward(rgb, canvases, at);
  }

  /**
   * Takes the gradient at the canvas that was last looked at, and moves the image along the sum of
   * those of a step at its last.
   */
  void step(float[] canvases, int at) {
    sampler.adjoint(canvases, at, planes);
    attention.ifPresent(seen -> seen.add(planes));
    looked++;
    if (looks > 1) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += planes[i];
      }
      if (looked % looks != 0) {
        return;
      }
      System.arraycopy(sum, 0, planes, 0, sum.length);
      Arrays.fill(sum, 0);
    }
    colorTransform.adjoint(rgb, planes);
    parameters.adjoint(planes, gradient);
    optimizer.step(values, gradient);
    moved = true;
  }

  /** False once a value is infinite or not a number. */
  boolean finite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** How opaque the image is, where the recipe has its images transparent. */
  Optional<Opacity> opacity() {
    return attention.map(Attention::opacity);
  }

  /** The image that was last put on a canvas. */
  Raster raster() {
    return new Raster(view.size(), view.size(), rgb.clone());
  }
}
