package phosphene.ascent;

import phosphene.image.pixel.Raster;
import phosphene.spec.Draws;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Motion;

/**
 * The picture of a flight between its frames: the values that the ascent moves and its optimizer.
 * With the picture move the slopes that the optimizer remembers, and their squares where those are
 * of places; those of frequencies stay.
 */
final class FlightImage {
  // A colour of exactly 0 or 1 would be infinitely far away.
  private static final float MARGIN = 0.02f;
  // Rounds in which colours are brought to what is held; each halves what is left, at least.
  private static final int ROUNDS = 3;
  private static final double LOUDER = 1.02;

  private final FlightRecipe recipe;
  private final ImageParameters parameters;
  private final ColorTransform palette;
  private final Sampler sampler;
  private final OptimizerState stepper;
  private final TransformedView view;
  private final Warp warp;
  private final float[] values;
  private final float[] before;
  private final float[] slope;
  private final float[] planes;
  private final float[] moved;
  private final float[] rgb;

  FlightImage(FlightRecipe recipe, int canvas) {
    this.recipe = recipe;
    this.view = new TransformedView(recipe.look().transforms(), recipe.size(), canvas);
    this.parameters = ImageParameters.of(recipe.look().parameterization(), recipe.size());
    this.palette = ImageParameters.palette(recipe.look().parameterization());
    this.sampler = new Sampler(recipe.size(), canvas);
    this.stepper = OptimizerState.of(recipe.look().optimizer(), parameters.count());
    this.warp = new Warp(recipe.size());
    this.values = new float[parameters.count()];
    this.before = new float[values.length];
    this.slope = new float[values.length];
    this.planes = new float[ColorTransform.COLOURS * recipe.size() * recipe.size()];
    this.moved = new float[planes.length];
    this.rgb = new float[planes.length];
  }

  /** Begins with noise. */
  void noise(Draws draws) {
    draws.normal(values, ImageParameters.deviation(recipe.look().parameterization()));
  }

  /** Begins with a picture of the frames' size. */
  void photo(Raster photo) {
    for (int i = 0; i < planes.length; i++) {
      float level = Math.max(MARGIN, Math.min(1 - MARGIN, photo.planes()[i]));
      rgb[i] = level;
    }
    palette.inverse(rgb, planes);
    parameters.inverse(planes, values);
  }

  /** Moves the picture, and what the optimizer remembers of it. */
  void move(Motion motion) {
    if (motion.equals(Motion.STILL)) {
      return;
    }
    Affine map = map(motion);
    parameters.forward(values, planes);
    warp.apply(map, planes, moved);
    parameters.inverse(moved, values);
    parameters.inverseAdjoint(stepper.momentum(), planes);
    warp.apply(map, planes, moved);
    parameters.adjoint(moved, stepper.momentum());
    if (parameters.placed()) {
      warp.apply(map, stepper.squares(), moved);
      stepper.takeSquares(moved);
    }
  }

  /** Where a pixel of the moved picture was before. */
  private Affine map(Motion motion) {
    double centre = (recipe.size() - 1) / 2.0;
    Affine about = Affine.about(centre, -Math.toRadians(motion.rotate()), 1 / motion.zoom());
    return about.after(
        Affine.shift(-motion.right() * recipe.size(), -motion.down() * recipe.size()));
  }

  /** Remembers the picture as it is. */
  void remember() {
    System.arraycopy(values, 0, before, 0, values.length);
  }

  /** Mixes the remembered picture in, as much as the recipe says. */
  void blend() {
    float part = (float) recipe.hold().blend();
    for (int i = 0; part > 0 && i < values.length; i++) {
      values[i] = (1 - part) * values[i] + part * before[i];
    }
  }

  /** Puts the undisturbed picture on a canvas. */
  void show(float[] canvas) {
    look(view.still(), canvas);
  }

  /** Puts the picture, disturbed anew, on a canvas. */
  void disturb(Draws draws, float[] canvas) {
    look(view.draw(draws), canvas);
  }

  private void look(Affine map, float[] canvas) {
    colour(values);
    sampler.look(map);
    sampler.forward(rgb, canvas, 0);
  }

  /** Moves the picture along the slope at the canvas that was last looked at. */
  void climb(float[] canvas) {
    sampler.adjoint(canvas, 0, planes);
    palette.adjoint(rgb, planes);
    parameters.adjoint(planes, slope);
    stepper.step(values, slope);
  }

  /** Brings contrast and saturation to what the recipe holds; they may grow by 2 % a frame. */
  void hold() {
    for (int round = 0; round < ROUNDS; round++) {
      colour(values);
      ColorStrength tone = ColorStrength.of(rgb);
      double luminance = factor(recipe.hold().contrast(), tone.contrast(), round == 0 ? LOUDER : 1);
      double chroma = Math.min(1, factor(recipe.hold().saturation(), tone.saturation(), 1));
      palette.scale(values, luminance, chroma);
    }
  }

  private static double factor(double held, double there, double most) {
    return held == 0 || there == 0 ? 1 : Math.min(most, held / there);
  }

  private void colour(float[] from) {
    parameters.forward(from, planes);
    palette.forward(planes, rgb);
  }

  /** Mean |difference| of the picture's colours, {@code now}, from those remembered, 0..1. */
  double flicker(Raster now) {
    colour(before);
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      sum += Math.abs(now.planes()[i] - rgb[i]);
    }
    return sum / rgb.length;
  }

  Raster raster() {
    colour(values);
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
    return stepper.memory();
  }

  void restore(float[] old, OptimizerState.Memory memory) {
    System.arraycopy(old, 0, values, 0, values.length);
    stepper.restore(memory);
  }
}
