package phosphene.ascent;

import java.util.List;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.spec.Draws;
import phosphene.spec.Recipe;
import phosphene.spec.Transform;

/**
 * How the network looks at an image: a recipe's transforms as one map from the canvas (what the
 * network sees) to the image. Composed before sampling, they blur once, not once each.
 *
 * @param size of the square image that is kept
 * @param canvas size of the square canvas
 */
record TransformedView(List<Transform> transforms, int size, int canvas) {
  // From here on most of the image would never be seen.
  private static final int LARGE = 2;
  // Of the image's side; a smaller box shows hardly anything.
  private static final double LEAST = 0.05;
  // The box's side and center vary by so much about their means, as the paper's do.
  private static final double SIDES = 0.05;
  private static final double CENTERS = 0.15;

  /**
   * The view of a recipe on a layer. Of a layer that takes images of one size only, which is half
   * the recipe's or less, the image has the size that it takes, and the transforms are as much
   * smaller.
   */
  static TransformedView of(Recipe recipe, Architecture architecture, String layer) {
    int canvas = architecture.canvas(layer, recipe.canvas());
    boolean small =
        boxes(recipe.transforms()).isEmpty()
            && canvas != recipe.canvas()
            && LARGE * canvas <= recipe.size();
    double factor = (double) canvas / recipe.size();
    return small
        ? new TransformedView(
            recipe.transforms().stream().map(one -> one.scaled(factor)).toList(), canvas, canvas)
        : new TransformedView(recipe.transforms(), recipe.size(), canvas);
  }

  /** True if the network takes another size than the transforms leave. */
  private boolean fixed() {
    return canvas != Transform.canvas(size, transforms);
  }

  /** The size of the square image that is drawn. */
  int drawn() {
    return Transform.drawn(size, transforms);
  }

  /** The view that only shifts the image. */
  TransformedView shifting() {
    return new TransformedView(
        transforms.stream()
            .filter(one -> !(one instanceof Transform.Scale || one instanceof Transform.Rotate))
            .toList(),
        size,
        canvas);
  }

  private static Optional<Transform.Crops> boxes(List<Transform> transforms) {
    return transforms.stream()
        .filter(Transform.Crops.class::isInstance)
        .map(Transform.Crops.class::cast)
        .reduce((first, second) -> second);
  }

  /**
   * The map of one look, from canvas to image.
   *
   * @param progress of the ascent, 0 in its first step and 1 in its last
   */
  Affine draw(Draws draws, double progress) {
    Affine toImage = Affine.shift(0, 0);
    int extent = drawn();
    for (Transform transform : transforms) {
      if (transform instanceof Transform.Pad pad) {
        toImage = toImage.after(Affine.shift(-pad.pixels(), -pad.pixels()));
      } else if (transform instanceof Transform.Jitter jitter) {
        int x = draws.upTo(jitter.pixels());
        int y = draws.upTo(jitter.pixels());
        toImage = toImage.after(Affine.shift(x, y));

      } else if (transform instanceof Transform.Scale scale) {
        double factor = draws.between(scale.low(), scale.high());
        toImage = toImage.after(Affine.about((extent - 1) / 2.0, 0, 1 / factor));
      } else if (transform instanceof Transform.Rotate rotate) {
        double angle = Math.toRadians(draws.between(-rotate.degrees(), rotate.degrees()));
        toImage = toImage.after(Affine.about((extent - 1) / 2.0, angle, 1));
      } else if (transform instanceof Transform.Crops crops) {
        double share = share(crops, progress, draws);
        toImage =
            toImage.after(box(draws, share * extent, extent, fixed() ? canvas : crops.canvas()));
      } else if (!(transform instanceof Transform.Noise || transform instanceof Transform.Margin)) {
        throw new AssertionError(transform);
      }
      extent = fixed() && transform instanceof Transform.Crops ? canvas : transform.side(extent);
    }
    return toImage.after(centered(extent));
  }

  private static double share(Transform.Crops crops, double progress, Draws draws) {
    double mean = crops.from() + progress * (crops.to() - crops.from());
    return Math.max(Math.min(mean, LEAST), Math.min(1, mean + SIDES * draws.normal()));
  }

  private static Affine box(Draws draws, double side, int extent, int shown) {
    double x = place(draws, side, extent);
    double y = place(draws, side, extent);
    return box(x, y, side, shown);
  }

  /** Where a box begins that lies within the image. */
  private static double place(Draws draws, double side, int extent) {
    double center = extent * (0.5 + CENTERS * draws.normal());
    return Math.max(0, Math.min(extent - side, center - side / 2));
  }

  /** The map from a canvas to a box: the edges of their outermost pixels meet. */
  private static Affine box(double x, double y, double side, int canvas) {
    double factor = side / canvas;
    double half = (factor - 1) / 2;
    return new Affine(factor, 0, x + half, 0, factor, y + half);
  }

  /** The undisturbed look: the image, or what boxes show of it on average, fills the canvas. */
  Affine still() {
    return boxes(transforms).map(this::middle).orElseGet(() -> centered(drawn()));
  }

  private Affine middle(Transform.Crops crops) {
    double side = size * (crops.from() + crops.to()) / 2;
    double start = (drawn() - side) / 2;
    return box(start, start, side, canvas);
  }

  /** The standard deviation of the noise on what the network sees. */
  double noise() {
    return Math.sqrt(
        transforms.stream()
            .filter(Transform.Noise.class::isInstance)
            .mapToDouble(one -> Math.pow(((Transform.Noise) one).deviation(), 2))
            .sum());
  }

  private Affine centered(int extent) {
    int shift = Math.floorDiv(extent - canvas, 2);
    return Affine.shift(shift, shift);
  }
}
