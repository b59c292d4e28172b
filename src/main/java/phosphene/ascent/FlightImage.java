package phosphene.ascent;

import phosphene.image.pixel.Raster;
import phosphene.network.Preprocessing;
import phosphene.spec.Draws;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Motion;

/**
 * The image of a flight between its frames: the values that the ascent moves and its optimizer.
 * With the image move the gradients that the optimizer remembers, and their squares where those are
 * of places; those of frequencies stay.
 */
final class FlightImage {
  // Rounds in which colors are brought to what is held; each halves what is left, at least.
  private static final int ROUNDS = 3;
  private static final double LOUDER = 1.02;

  private final FlightRecipe recipe;
  private final LinearParameters parameters;
  private final ColorTransform colorTransform;
  private final Preprocessing preprocessing;
  private final Sampler sampler;
  private final OptimizerState optimizer;
  private final TransformedView view;
  private final Warp warp;
  private final Exposure exposure;
  private final float[] values;
  private final float[] before;
  private final float[] gradient;
  private final float[] planes;
  private final float[] moved;
  private final float[] rgb;

  FlightImage(FlightRecipe recipe, int canvas, Preprocessing preprocessing) {
    this.recipe = recipe;
    this.view = new TransformedView(recipe.look().transforms(), recipe.size(), canvas);
    this.parameters = ImageParameters.linear(recipe.look().parameterization(), recipe.size());
    this.colorTransform =
        ImageParameters.colorTransform(recipe.look().parameterization(), preprocessing);
    this.preprocessing = preprocessing;
    this.sampler = new Sampler(recipe.size(), canvas);
    this.optimizer = OptimizerState.of(recipe.look().optimizer(), parameters);
    this.warp = new Warp(recipe.size());
    this.exposure = new Exposure(recipe.size());
    this.values = new float[parameters.count()];
    this.before = new float[values.length];
    this.gradient = new float[values.length];
    this.planes = new float[ColorTransform.COLORS * recipe.size() * recipe.size()];
    this.moved = new float[planes.length];
    this.rgb = new float[planes.length];
  }

  /** Begins with noise. */
  void noise(Draws draws) {
    parameters.start(draws, values);
  }

  /** Begins with an image of the frames' size; its grey, if the network sees no colors. */
  void photo(Raster photo) {
    float[] colors = photo.planes().clone();
    GreyPlanes.of(preprocessing).ifPresent(grey -> grey.turn(colors));
    ReferencePhoto.invert(colors, colorTransform, planes);
    parameters.inverse(planes, values);
  }

  /** Moves the image, and what the optimizer remembers of it. */
  void move(Motion motion) {
    if (motion.equals(Motion.STILL)) {
      return;
    }
    Affine map = map(motion);
    parameters.forward(values, planes);
    warp.apply(map, planes, moved);
    parameters.inverse(moved, values);
    parameters.inverseAdjoint(optimizer.momentum(), planes);
    warp.apply(map, planes, moved);
    parameters.adjoint(moved, optimizer.momentum());
    if (parameters.placed()) {
      warp.apply(map, optimizer.squares(), moved);
      optimizer.takeSquares(moved);
    }
  }

  /** Where a pixel of the moved image was before. */
  private Affine map(Motion motion) {
    double center = (recipe.size() - 1) / 2.0;
    Affine about = Affine.about(center, -Math.toRadians(motion.rotate()), 1 / motion.zoom());
    return about.after(
        Affine.shift(-motion.right() * recipe.size(), -motion.down() * recipe.size()));
  }

  /** Remembers the image as it is. */
  void remember() {
    System.arraycopy(values, 0, before, 0, values.length);
  }

  /** Mixes the remembered image in, as much as the recipe says. */
  void blend() {
    float part = (float) recipe.hold().blend();
    for (int i = 0; part > 0 && i < values.length; i++) {
      values[i] = (1 - part) * values[i] + part * before[i];
    }
  }

  /** Puts the undisturbed image on a canvas. */
  void show(float[] canvas) {
    look(view.still(), canvas);
  }

  /** Puts the image, disturbed anew, on a canvas. */
  void disturb(Draws draws, float[] canvas) {
    look(view.draw(draws, 0), canvas);
  }

  private void look(Affine map, float[] canvas) {
    color(values);
    sampler.look(map);
    sampler.forward(rgb, canvas, 0);
  }

  /** Moves the image along the gradient at the canvas that was last looked at. */
  void step(float[] canvas) {
    sampler.adjoint(canvas, 0, planes);
    colorTransform.adjoint(rgb, planes);
    parameters.adjoint(planes, gradient);
    optimizer.step(values, gradient);
  }

  /**
   * Brings contrast and saturation to what the recipe holds; they may grow by 2 % a frame. Where
   * contrast is held, so is the exposure of every part: at the fixed point of a zoom, from where
   * nothing moves away, steps would add up to white.
   */
  void hold() {
    if (recipe.hold().contrast() > 0) {
      parameters.forward(values, planes);
      exposure.limit(planes);
      parameters.inverse(planes, values);
    }
    for (int round = 0; round < ROUNDS; round++) {
      color(values);
      ColorStrength strength = ColorStrength.of(rgb);
      double luminance =
          factor(recipe.hold().contrast(), strength.contrast(), round == 0 ? LOUDER : 1);
      double chroma = Math.min(1, factor(recipe.hold().saturation(), strength.saturation(), 1));
      colorTransform.scale(values, luminance, chroma);
    }
  }

  private static double factor(double held, double there, double most) {
    return held == 0 || there == 0 ? 1 : Math.min(most, held / there);
  }

  private void color(float[] from) {
    parameters.forward(from, planes);
    colorTransform.forward(planes, rgb);
  }

  /** Mean |difference| of the image's colors, {@code now}, from those remembered, 0..1. */
  double flicker(Raster now) {
    color(before);
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      sum += Math.abs(now.planes()[i] - rgb[i]);
    }
    return sum / rgb.length;
  }

  Raster raster() {
    color(values);
    return new Raster(recipe.size(), recipe.size(), rgb.clone());
  }

  boolean finite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** What is moved, as a copy. */
  float[] values() {
    return values.clone();
  }

  OptimizerState.Memory memory() {
    return optimizer.memory();
  }

  void restore(float[] old, OptimizerState.Memory memory) {
    System.arraycopy(old, 0, values, 0, values.length);
    optimizer.restore(memory);
  }
}
