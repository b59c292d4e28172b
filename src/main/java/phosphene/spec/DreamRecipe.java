package phosphene.spec;

import java.util.HashMap;
import java.util.Map;

/**
 * How a dream is done. Equal recipes, with equal photos, mixes, seeds and networks, give the same
 * bytes.
 *
 * @param tile longest side in pixels of what passes the network at once, 32..4096: what bounds the
 *     memory
 * @param blend part of the photo in the result, 0..1: {@code (1 - blend) * dream + blend * photo}
 * @param precision what the network is computed in
 */
public record DreamRecipe(
    Octaves octaves, Stride stride, int tile, double blend, Precision precision) {

  /**
   * The sizes at which a photo is dreamt, from small to large.
   *
   * @param count 1..20; the last one is the photo's own size
   * @param ratio of the sides of neighbouring ones, 1.1..4
   */
  public record Octaves(int count, double ratio) {
    public Octaves {
      Require.between("recipe.octaves", count, 1, 20);
      Require.between("recipe.ratio", ratio, 1.1, 4);
    }

    /** The length in pixels, at least 1, that a side of {@code full} pixels has in an octave. */
    public int side(int full, int octave) {
      double shrunk = full / StrictMath.pow(ratio, count - 1 - octave);
      return (int) Math.max(1, Math.round(shrunk));
    }
  }

  /**
   * How the image of an octave moves.
   *
   * @param steps of each octave, 1..10000
   * @param step by which a colour value moves on average, in levels of 255; more than 0, at most
   *     255
   * @param jitter pixels by which the image is rolled at most in each direction, anew for each
   *     step, 0..4096; a side longer than a tile is rolled by any number of pixels
   * @param smoothing standard deviation in pixels of the Gaussian that smooths each gradient, 0..64
   *     (0: none)
   */
  public record Stride(int steps, double step, int jitter, double smoothing) {
    public Stride {
      Require.between("recipe.steps", steps, 1, 10_000);
      Require.positive("recipe.step", step);
      Require.between("recipe.step", step, 0, 255);
      Require.between("recipe.jitter", jitter, 0, 4096);
      Require.between("recipe.smoothing", smoothing, 0, 64);
    }
  }

  public DreamRecipe {
    Require.between("recipe.tile", tile, 32, 4096);
    Require.between("recipe.blend", blend, 0, 1);
  }

  /** A recipe in 32 bits. */
  public DreamRecipe(Octaves octaves, Stride stride, int tile, double blend) {
    this(octaves, stride, tile, blend, Precision.F32);
  }

  /**
   * google/deepdream's recipe (dream.ipynb), in tiles of 512 pixels, with gradients a little smoother
   * than its own: half a pixel takes the weave (docs/pictures.md).
   */
  public static DreamRecipe standard() {
    return new DreamRecipe(new Octaves(4, 1.4), new Stride(10, 1.5, 32, 0.5), 512, 0);
  }

  /** This recipe as one line of canonical JSON: equal recipes, and only they, give equal text. */
  public String json() {
    Map<String, Object> written = new HashMap<>();
    written.put("octaves", octaves.count);
    written.put("ratio", Json.number(octaves.ratio));
    written.put("steps", stride.steps);
    written.put("step", Json.number(stride.step));
    written.put("jitter", stride.jitter);
    written.put("smoothing", Json.number(stride.smoothing));
    written.put("tile", tile);
    written.put("blend", Json.number(blend));
    precision.write(written);
    return Json.text(written);
  }
}
