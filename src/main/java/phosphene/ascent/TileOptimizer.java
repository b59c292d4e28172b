package phosphene.ascent;

import java.util.Arrays;
import java.util.Optional;
import phosphene.image.pixel.Opacity;
import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;
import phosphene.spec.Recipe;
import phosphene.spec.Schedule;
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
  private Optional<SharedPlanes> shared = Optional.empty();
  private Optional<float[]> photo = Optional.empty();
  private final float[] sum;
  private final Optional<Attention> attention;
  private final Crop crop;
  private final Regularization regularization;
  private final double noise;
  private final int looks;
  private final Schedule schedule;
  private final int all;
  private float contrast = 1;
  private int looked;
  private boolean moved = true;
  private boolean still;
  private Raster shown;

  /**
   * An optimizer of one tile.
   *
   * @param steps that it is to take
   */
  TileOptimizer(
      Recipe recipe, TransformedView view, ColorTransform colorTransform, Seed seed, int steps) {
    this.view = view;
    this.schedule = recipe.effort().schedule();
    this.parameters = ImageParameters.of(recipe.parameterization(), view.drawn());
    this.colorTransform = colorTransform;
    this.sampler = new Sampler(view.drawn(), view.canvas());
    this.optimizer = OptimizerState.of(recipe.optimizer(), parameters);
    this.draws = new Draws(seed);
    this.values = new float[parameters.count()];
    this.gradient = new float[values.length];
    this.planes = new float[ColorTransform.COLORS * view.drawn() * view.drawn()];
    this.rgb = new float[planes.length];
    this.sum = new float[planes.length];
    this.attention =
        recipe.transparency() ? Optional.of(new Attention(view.drawn())) : Optional.empty();
    this.regularization = new Regularization(recipe.regularizers(), view.drawn());
    this.crop = new Crop(view.drawn(), view.size());
    this.shown = crop.of(rgb);
    this.noise = view.noise();
    this.looks = recipe.looks();
    this.all = steps;
    parameters.start(draws, values);
  }

  /** Shares what the planes of some pictures have in common. */
  void share(SharedPlanes common) {
    shared = Optional.of(common);
  }

  private static void add(float[] more, float[] planes) {
    for (int i = 0; i < planes.length; i++) {
      planes[i] += more[i];
    }
  }

  /**
   * Begins with a photo. The values are what is added to it, so that their decay leads back to it.
   *
   * @param photo planes of the size that is drawn, within 0..1
   */
  void begin(float[] photo) {
    if (!(parameters instanceof LinearParameters)) {
      throw new IllegalStateException("No picture of " + parameters + " begins with a photo");
    }
    float[] begun = new float[planes.length];
    ReferencePhoto.invert(photo, colorTransform, begun);
    this.photo = Optional.of(begun);
    Arrays.fill(values, 0);
    moved = true;
  }

  /**
   * Puts a photo on a canvas, as the image was last looked at.
   *
   * @param photo planes of the size that is drawn
   */
  void besides(float[] photo, float[] canvases, int at) {
    float[] seen = photo;
    if (still) {
      seen = new float[photo.length];
      crop.lay(crop.of(photo), seen);
    }
    sampler.forward(seen, canvases, at);
  }

  /** Puts what is kept of the image, undisturbed, on a canvas that starts at {@code at}. */
  void show(float[] canvases, int at) {
    draw();
    shown = crop.of(rgb);
    crop.lay(shown, rgb);
    see(view.still(), canvases, at);
    moved = true; // what is around the middle was painted over
    still = true;
  }

  /** Puts the image, disturbed anew, on a canvas that starts at {@code at}. */
  void disturb(float[] canvases, int at) {
    draw();
    TransformedView now = schedule.still(stepsTaken(), all) ? view.shifting() : view;
    see(now.draw(draws, progress()), canvases, at);
    still = false;
    if (noise > 0) {
      int extent = ColorTransform.COLORS * view.canvas() * view.canvas();
      draws.addUniform(canvases, at, extent, noise);
    }
  }

  private int stepsTaken() {
    return looked / looks;
  }

  /** 0 in the first step, 1 in the last. */
  private double progress() {
    return all > 1 ? Math.min(1, stepsTaken() / (all - 1.0)) : 0;
  }

  private void make() {
    parameters.forward(values, planes);
    shared.ifPresent(common -> common.addTo(planes));
    if (contrast != 1) {
      for (int i = 0; i < planes.length; i++) {
        planes[i] *= contrast;
      }
    }
    photo.ifPresent(begun -> add(begun, planes));
    colorTransform.forward(planes, rgb);
  }

  private void draw() {
    if (moved || shared.isPresent()) {
      make();
      moved = false;
    }
  }

  private void see(Affine map, float[] canvases, int at) {
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
    double share = rate();
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
    regularization.restrain(rgb, planes);
    colorTransform.adjoint(rgb, planes);
    shared.ifPresent(common -> common.collect(planes));
    parameters.adjoint(planes, gradient);
    optimizer.step(values, gradient, share);
    blur(stepsTaken());
    moved = true;
  }

  /** The length of the next step, as a share of the optimizer's. */
  double rate() {
    return schedule.rate(stepsTaken(), all);
  }

  /**
   * Sets how much more contrast the image is shown with than it was drawn with: after all steps.
   */
  void contrast(float factor) {
    contrast = factor;
    moved = true;
  }

  private void blur(int steps) {
    if (regularization.blurs(steps) && parameters instanceof LinearParameters linear) {
      linear.forward(values, planes);
      regularization.blur(planes, steps);
      linear.inverse(planes, values);
    }
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
    return attention.map(seen -> crop.of(seen.opacity()));
  }

  /** The image that was last shown. */
  Raster raster() {
    return shown;
  }
}
