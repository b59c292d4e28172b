package phosphene.spec;

import java.util.List;

/**
 * How an ascent is done. Two equal recipes, with equal seeds, units and networks, give the same
 * bytes.
 *
 * @param size of the square image in pixels, 16..4096
 * @param transforms in the order in which the image passes them
 * @param precision what the network is computed in
 */
public record Recipe(
    int size,
    Parameterization parameterization,
    List<Transform> transforms,
    Optimizer optimizer,
    Effort effort,
    Precision precision) {

  public Recipe {
    Require.between("recipe.size", size, 16, 4096);
    transforms = List.copyOf(transforms);
    int canvas = canvas(size, transforms);
    if (canvas < 16) {
      throw Require.invalid(
          "recipe.transforms", "they leave " + canvas + " pixels", "such that 16 are left");
    }
  }

  /** A recipe in 32 bits. */
  public Recipe(
      int size,
      Parameterization parameterization,
      List<Transform> transforms,
      Optimizer optimizer,
      Effort effort) {
    this(size, parameterization, transforms, optimizer, effort, Precision.F32);
  }

  /**
   * What the transforms leave of the image at scale 1: the size in pixels of what a network sees.
   */
  public int canvas() {
    return canvas(size, transforms);
  }

  private static int canvas(int size, List<Transform> transforms) {
    int canvas = size;
    for (Transform transform : transforms) {
      canvas += transform.growth();
    }
    return canvas;
  }

  /**
   * lucid's recipe (optvis/render.py, transform.py, param/spatial.py) at 128 pixels, with another
   * optimizer and schedule: 128 steps reach the scores of lucid's 512 (docs/recipes.md).
   */
  public static Recipe standard() {
    return new Recipe(
        128,
        new Parameterization.Fourier(1, 0.01, ColorSpace.DECORRELATED),
        List.of(
            new Transform.Pad(12),
            new Transform.Jitter(8),
            new Transform.Scale(0.9, 1.1),
            new Transform.Rotate(10),
            new Transform.Jitter(4)),
        new Optimizer.AdamMini(0.3, 0.2),
        new Effort(128, 1, 2, 16, new Schedule.Annealed(0.2, 0.03, 0.25, 3.1)));
  }

  /**
   * The recipe that {@code text} describes, in the form of a job file's {@code recipe}: YAML, or
   * what {@link #json} writes. What it does not name is {@link #standard}'s.
   *
   * @param name of the text in messages
   * @throws SpecException if the text is no recipe; the message begins with {@code name:line}
   */
  public static Recipe read(String name, String text) {
    return RecipeForm.read("recipe", Yaml.read(name, text));
  }

  /** This recipe as one line of canonical JSON: equal recipes, and only they, give equal text. */
  public String json() {
    return Json.text(RecipeForm.write(this));
  }
}
