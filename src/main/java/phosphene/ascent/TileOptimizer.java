package phosphene.ascent;

import java.util.Arrays;
import java.util.Optional;
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
  private final Schedule schedule;
  private final int steps;
  private int step;
  private float contrast = 1;
  private Optional<SharedPlanes> shared = Optional.empty();
  private Optional<float[]> photo = Optional.empty();

  /**
   * An optimizer of one tile.
   *
   * @param steps that it is to take
   */
  TileOptimizer(
      Recipe recipe, TransformedView view, ColorTransform colorTransform, Seed seed, int steps) {
    this.view = view;
    this.schedule = recipe.effort().schedule();
    this.steps = steps;
    this.parameters = ImageParameters.of(recipe.parameterization(), view.size());
    this.colorTransform = colorTransform;
    this.sampler = new Sampler(view.size(), view.canvas());
    this.optimizer = OptimizerState.of(recipe.optimizer(), parameters);
    this.draws = new Draws(seed);
    this.values = new float[parameters.count()];
    this.gradient = new float[values.length];
    this.planes = new float[ColorTransform.COLORS * view.size() * view.size()];
    this.rgb = new float[planes.length];
    draws.normal(values, ImageParameters.deviation(recipe.parameterization()));
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
   * @param photo planes of the image's size, within 0..1
   */
  void begin(float[] photo) {
    float[] begun = new float[planes.length];
    ReferencePhoto.invert(photo, colorTransform, begun);
    this.photo = Optional.of(begun);
    Arrays.fill(values, 0);
  }

  /** Puts a photo of the image's size on a canvas, as the image was last looked at. */
  void besides(float[] photo, float[] canvases, int at) {
    sampler.forward(photo, canvases, at);
  }

  /** Puts the undisturbed image on a canvas that starts at {@code at}. */
  void show(float[] canvases, int at) {
    look(view.still(), canvases, at);
  }

  /** Puts the image, disturbed anew, on a canvas that starts at {@code at}. */
  void disturb(float[] canvases, int at) {
    TransformedView now = schedule.still(step, steps) ? view.shifting() : view;
    look(now.draw(draws), canvases, at);
  }

  private void look(Affine map, float[] canvases, int at) {
    parameters.forward(values, planes);
    shared.ifPresent(common -> common.addTo(planes));
    if (contrast != 1) {
      for (int i = 0; i < planes.length; i++) {
        planes[i] *= contrast;
      }
    }
    photo.ifPresent(begun -> add(begun, planes));
    colorTransform.forward(planes, rgb);
    sampler.look(map);
    sampler.forward(rgb, canvases, at);
  }

  /** Moves the image along the gradient at the canvas that was last looked at. */
  void step(float[] canvases, int at) {
    sampler.adjoint(canvases, at, planes);
    colorTransform.adjoint(rgb, planes);
    shared.ifPresent(common -> common.collect(planes));
    parameters.adjoint(planes, gradient);
    optimizer.step(values, gradient, rate());
    step++;
  }

  /** The length of the next step, as a share of the optimizer's. */
  double rate() {
    return schedule.rate(step, steps);
  }

  /** Sets how much more contrast the image is shown with than it was drawn with: after all steps. */
  void contrast(float factor) {
    contrast = factor;
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

  /** The image that was last put on a canvas. */
  Raster raster() {
    return new Raster(view.size(), view.size(), rgb.clone());
  }
}
