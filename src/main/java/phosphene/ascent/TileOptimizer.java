package phosphene.ascent;

import java.util.Optional;
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
  private final Crop crop;
  private Raster shown;
  private boolean still;
  private Optional<SharedPlanes> shared = Optional.empty();

  TileOptimizer(Recipe recipe, TransformedView view, ColorTransform colorTransform, Seed seed) {
    this.view = view;
    this.parameters = ImageParameters.of(recipe.parameterization(), view.drawn());
    this.colorTransform = colorTransform;
    this.sampler = new Sampler(view.drawn(), view.canvas());
    this.optimizer = OptimizerState.of(recipe.optimizer(), parameters.count());
    this.draws = new Draws(seed);
    this.values = new float[parameters.count()];
    this.gradient = new float[values.length];
    this.planes = new float[ColorTransform.COLORS * view.drawn() * view.drawn()];
    this.rgb = new float[planes.length];
    this.crop = new Crop(view.drawn(), view.size());
    this.shown = crop.of(rgb);
    draws.normal(values, ImageParameters.deviation(recipe.parameterization()));
  }

  /** Shares what the planes of some pictures have in common. */
  void share(SharedPlanes common) {
    shared = Optional.of(common);
  }

  /**
   * Begins with a photo.
   *
   * @param photo planes of the drawn image's size, within 0..1
   */
  void begin(float[] photo) {
    ReferencePhoto.invert(photo, colorTransform, planes);
    parameters.inverse(planes, values);
  }

  /** Puts a photo of the drawn image's size on a canvas, as the image was last looked at. */
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
    still = true;
    see(view.still(), canvases, at);
  }

  /** Puts the image, disturbed anew, on a canvas that starts at {@code at}. */
  void disturb(float[] canvases, int at) {
    draw();
    still = false;
    see(view.draw(draws), canvases, at);
  }

  private void draw() {
    parameters.forward(values, planes);
    shared.ifPresent(common -> common.addTo(planes));
    colorTransform.forward(planes, rgb);
  }

  private void see(Affine map, float[] canvases, int at) {
    sampler.look(map);
    sampler.forward(rgb, canvases, at);
  }

  /** Moves the image along the gradient at the canvas that was last looked at. */
  void step(float[] canvases, int at) {
    sampler.adjoint(canvases, at, planes);
    colorTransform.adjoint(rgb, planes);
    shared.ifPresent(common -> common.collect(planes));
    parameters.adjoint(planes, gradient);
    optimizer.step(values, gradient);
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

  /** The image that was last shown. */
  Raster raster() {
    return shown;
  }
}
