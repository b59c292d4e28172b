package phosphene.ascent;

import phosphene.image.pixel.Raster;

/** What became of a photo that was dreamt. */
public sealed interface DreamResult {
  /**
   * A dream of the photo's size, its values in 0..1.
   *
   * <p>A score is the mean of the squares of a term's activations (of a guided dream: of the
   * products with the best vectors of the guide) on the undisturbed image; of several terms the
   * geometric mean, each counted by its share, so that no layer outweighs another by its units.
   * Where a guide has negative products, the score is what they lack.
   *
   * @param scoreStart of the photo
   * @param scoreEnd of {@code image}
   */
  record Finished(Raster image, double scoreStart, double scoreEnd) implements DreamResult {}

  /** Values were infinite or not a number. */
  record Diverged() implements DreamResult {}
}
