package phosphene.ascent;

import java.util.List;
import phosphene.network.Architecture;
import phosphene.spec.Draws;
import phosphene.spec.Recipe;
import phosphene.spec.Transform;

/**
 * How the network looks at an image: a recipe's transforms as one map from the canvas (what the
 * network sees) to the image. Composed before sampling, they blur once, not once each.
 *
 * @param size of the square image
 * @param canvas size of the square canvas
 */
record TransformedView(List<Transform> transforms, int size, int canvas) {
  // From here on most of the image would never be seen.
  private static final int LARGE = 2;

  /**
   * The view of a recipe on a layer. Of a layer that takes images of one size only, which is half
   * the recipe's or less, the image has the size that it takes, and the transforms are as much
   * smaller.
   */
  static TransformedView of(Recipe recipe, Architecture architecture, String layer) {
    int canvas = architecture.canvas(layer, recipe.canvas());
    boolean small = canvas != recipe.canvas() && LARGE * canvas <= recipe.size();
    double factor = (double) canvas / recipe.size();
    return small
        ? new TransformedView(
            recipe.transforms().stream().map(one -> scaled(one, factor)).toList(), canvas, canvas)
        : new TransformedView(recipe.transforms(), recipe.size(), canvas);
  }

  private static Transform scaled(Transform transform, double factor) {
    if (transform instanceof Transform.Pad pad) {
      return new Transform.Pad((int) Math.round(factor * pad.pixels()));
    }
    if (transform instanceof Transform.Jitter jitter) {
      return new Transform.Jitter((int) Math.round(factor * jitter.pixels()));
    }
    return transform; // factors and angles have no length
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

  /** The map of one step, from canvas to image. */
  Affine draw(Draws draws) {
    Affine toImage = Affine.shift(0, 0);
    int extent = size;
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
      } else {
        throw new AssertionError(transform);
      }
      extent += transform.growth();
    }
    return toImage.after(centered(extent));
  }

  /** The undisturbed look: the image in the middle of the canvas. */
  Affine still() {
    return centered(size);
  }

  private Affine centered(int extent) {
    int shift = Math.floorDiv(extent - canvas, 2);
    return Affine.shift(shift, shift);
  }
}
