package phosphene.spec;

import java.util.List;

/**
 * How the frames of a flight are made. Equal recipes, with equal paths, seeds, starts and networks,
 * give the same bytes.
 *
 * @param size of the square frames in pixels, even, 32..2048
 * @param fps frames a second, 1..120
 * @param first steps of ascent of the first frame, 1..100000
 * @param look how the ascent moves a frame
 * @param hold what is held from frame to frame
 * @param precision what the network is computed in
 */
public record FlightRecipe(
    int size, int fps, int first, Look look, Hold hold, Precision precision) {

  /**
   * How the ascent moves a frame.
   *
   * @param transforms through which the network looks, in order; they leave 32 pixels
   */
  public record Look(
      Parameterization parameterization, List<Transform> transforms, Optimizer optimizer) {
    public Look {
      transforms = List.copyOf(transforms);
    }
  }

  /**
   * What is held from frame to frame, so that hundreds of frames neither saturate nor wash out.
   *
   * @param contrast standard deviation of the luminance that a frame has, 0..0.4, of 1 for white;
   *     0: not held
   * @param saturation root mean square distance of the colours from grey that a frame has at most,
   *     0..0.4; 0: not held
   * @param blend part of the moved frame before in the new one, 0..0.95
   */
  public record Hold(double contrast, double saturation, double blend) {
    public Hold {
      Require.between("recipe.contrast", contrast, 0, 0.4);
      Require.between("recipe.saturation", saturation, 0, 0.4);
      Require.between("recipe.blend", blend, 0, 0.95);
    }
  }

  public FlightRecipe {
    Require.between("recipe.size", size, 32, 2048);
    if (size % 2 != 0) {
      throw Require.invalid("recipe.size", Integer.toString(size), "even: films are");
    }
    Require.between("recipe.fps", fps, 1, 120);
    Require.between("recipe.first", first, 1, 100_000);
    int canvas = Transform.canvas(size, look.transforms);
    if (canvas < 32) {
      throw Require.invalid(
          "recipe.transforms", "they leave " + canvas + " pixels", "such that 32 are left");
    }
  }

  /** A recipe in 32 bits. */
  public FlightRecipe(int size, int fps, int first, Look look, Hold hold) {
    this(size, fps, first, look, hold, Precision.F32);
  }

  /** What the transforms leave of a frame at scale 1: the side of what the network sees. */
  public int canvas() {
    return Transform.canvas(size, look.transforms);
  }

  /** 256 pixels, 24 frames a second; an atlas' look with gentler transforms. */
  public static FlightRecipe standard() {
    return new FlightRecipe(
        256,
        24,
        128,
        new Look(
            new Parameterization.Fourier(1.2, 0.01, ColorSpace.DECORRELATED, 0.28, 0.02),
            List.of(
                new Transform.Pad(8),
                new Transform.Jitter(8),
                new Transform.Scale(0.95, 1.05),
                new Transform.Rotate(5)),
            new Optimizer.Adam(0.05)),
        new Hold(0.2, 0.12, 0));
  }

  /** The recipe that {@code text} describes: what {@link #json} writes. */
  public static FlightRecipe read(String name, String text) {
    return FlightRecipeForm.read("recipe", Yaml.read(name, text));
  }

  /** This recipe as one line of canonical JSON: equal recipes, and only they, give equal text. */
  public String json() {
    return Json.text(FlightRecipeForm.write(this));
  }
}
