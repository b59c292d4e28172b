package phosphene.ascent;

import java.util.List;
import java.util.Optional;
import phosphene.engine.Engine;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Resample;
import phosphene.image.pixel.Rows;
import phosphene.spec.Draws;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;
import phosphene.spec.Seed;

/**
 * Dreams photos of any size: maximizes what a mix names, over octaves from small to large that
 * carry only the detail on (google/deepdream, dream.ipynb). A dream is a function of the photo, the
 * mix, the recipe, the guide and the seed. To be used by one thread at a time.
 *
 * <p>Memory: on the heap at most 24 bytes for each pixel beside the photo itself (three colors of
 * the dream and of its gradient, each a float), and what does not grow with the photo: the
 * activations of the mix's layers for one tile, twice. On the device one session for one tile.
 */
public final class DreamRenderer {
  private final Engine engine;
  private final ResolvedMix mix;
  private final DreamRecipe recipe;
  private final Progress progress;

  /** A listener to work as it is done. */
  public interface Progress {
    /** So many pixels passed the network, forward or forward and backward. */
    void passed(long pixels);
  }

  /**
   * A renderer of one mix; the guide passes the network here and now, shrunk to one tile.
   *
   * @param guide where it is given, a position of a layer becomes more like the most similar
   *     position of this image; where not, more like itself
   * @throws IllegalArgumentException if the network has no such layer
   */
  public DreamRenderer(
      Engine engine, Mix mix, DreamRecipe recipe, Optional<Raster> guide, Progress progress) {
    this.engine = engine;
    this.recipe = recipe;
    this.progress = progress;
    ResolvedMix squares = ResolvedMix.of(mix, engine.architecture());
    this.mix =
        guide
            .map(photo -> ResolvedMix.of(mix, engine.architecture(), activations(photo, squares)))
            .orElse(squares);
  }

  /** A guide as it passes the network: shrunk to one tile, if it is larger. */
  public static Raster guide(Rows photo, DreamRecipe recipe) {
    int longest = Math.max(photo.width(), photo.height());
    double factor = Math.min(1, (double) recipe.tile() / longest);
    int width = (int) Math.max(1, Math.round(photo.width() * factor));
    int height = (int) Math.max(1, Math.round(photo.height() * factor));
    return Resample.shrink(photo, width, height);
  }

  private List<float[]> activations(Raster guide, ResolvedMix layers) {
    Raster small = guide(guide, recipe);
    try (Octave octave = open(layers, small)) {
      return octave.activations(small.planes());
    }
  }

  /** Dreams one photo. */
  public DreamResult dream(Rows photo, Seed seed) {
    Draws draws = new Draws(seed);
    int last = recipe.octaves().count() - 1;
    Raster image = shrunk(photo, 0);
    for (int octave = 0; octave < last; octave++) {
      if (!ascend(image, draws)) {
        return new DreamResult.Diverged();
      }
      image = enlarged(photo, image, octave);
    }
    try (Octave octave = open(mix, image)) {
      // Here, where a copy takes the place of the gradient to come.
      double start = mix.score(octave.means(photo.raster().planes()));
      if (!octave.ascend(image.planes(), draws)) {
        return new DreamResult.Diverged();
      }
      blend(photo, image.planes());
      double end = mix.score(octave.means(image.planes()));
      return Double.isFinite(start) && Double.isFinite(end)
          ? new DreamResult.Finished(image, start, end)
          : new DreamResult.Diverged();
    }
  }

  private boolean ascend(Raster image, Draws draws) {
    try (Octave octave = open(mix, image)) {
      return octave.ascend(image.planes(), draws);
    }
  }

  private Octave open(ResolvedMix mix, Raster size) {
    return new Octave(engine, mix, recipe, new Octave.Size(size.width(), size.height()), progress);
  }

  /** The photo at the size of an octave, to be written to. */
  private Raster shrunk(Rows photo, int octave) {
    int width = recipe.octaves().side(photo.width(), octave);
    int height = recipe.octaves().side(photo.height(), octave);
    boolean whole = width == photo.width() && height == photo.height();
    return whole ? photo.raster() : Resample.shrink(photo, width, height);
  }

  /**
   * The photo at the size of the next octave with what the dream added at this one.
   *
   * @param image the dream at {@code octave}; its values are lost
   */
  private Raster enlarged(Rows photo, Raster image, int octave) {
    float[] detail = image.planes();
    subtract(shrunk(photo, octave).planes(), detail);
    Raster next = shrunk(photo, octave + 1);
    new BilinearUpsampling(image.width(), image.height(), next.width(), next.height())
        .add(detail, next.planes());
    return next;
  }

  private static void subtract(float[] part, float[] whole) {
    for (int i = 0; i < whole.length; i++) {
      whole[i] -= part[i];
    }
  }

  private void blend(Rows photo, float[] image) {
    float part = (float) recipe.blend();
    float[] row = new float[photo.width()];
    for (int y = 0; part > 0 && y < 3 * photo.height(); y++) {
      photo.read(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        int at = y * row.length + x;
        image[at] = (1 - part) * image[at] + part * row[x];
      }
    }
  }
}
