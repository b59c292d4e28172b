package phosphene.spec;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How an ascent is done. Two equal recipes, with equal seeds, units and networks, give the same
 * bytes.
 *
 * @param size of the square image in pixels, 16..4096
 * @param transforms in the order in which the image passes them
 * @param precision what the network is computed in
 * @param regularizers what holds the image back beside its objective; most recipes have none
 * @param transparency whether the ascent notes where it moved the image most, as its opacity
 */
public record Recipe(
    int size,
    Parameterization parameterization,
    List<Transform> transforms,
    Optimizer optimizer,
    Effort effort,
    Precision precision,
    boolean transparency,
    List<Regularizer> regularizers) {

  public Recipe {
    Require.between("recipe.size", size, 16, 4096);
    transforms = List.copyOf(transforms);
    regularizers = List.copyOf(regularizers);
    int canvas = Transform.canvas(size, transforms);
    if (canvas < 16) {
      throw Require.invalid(
          "recipe.transforms", "they leave " + canvas + " pixels", "such that 16 are left");
    }
    boolean blurred = regularizers.stream().anyMatch(Regularizer.Blur.class::isInstance);
    if (blurred && parameterization instanceof Parameterization.Maco) {
      throw Require.invalid(
          "recipe.regularizers", "blur", "others with maco, whose magnitudes do not change");
    }
  }

  /** A recipe that holds nothing back. */
  public Recipe(
      int size,
      Parameterization parameterization,
      List<Transform> transforms,
      Optimizer optimizer,
      Effort effort,
      Precision precision,
      boolean transparency) {
    this(size, parameterization, transforms, optimizer, effort, precision, transparency, List.of());
  }

  /** A recipe of opaque images. */
  public Recipe(
      int size,
      Parameterization parameterization,
      List<Transform> transforms,
      Optimizer optimizer,
      Effort effort,
      Precision precision) {
    this(size, parameterization, transforms, optimizer, effort, precision, false);
  }

  /** A recipe in 32 bits, of opaque images. */
  public Recipe(
      int size,
      Parameterization parameterization,
      List<Transform> transforms,
      Optimizer optimizer,
      Effort effort) {
    this(size, parameterization, transforms, optimizer, effort, Precision.F32, false);
  }

  /**
   * What the transforms leave of the image at scale 1: the size in pixels of what a network sees.
   */
  public int canvas() {
    return Transform.canvas(size, transforms);
  }

  /** How often the network looks at the image for one step. */
  public int looks() {
    return Transform.looks(transforms);
  }

  /** This recipe with the contents of the files that it names. */
  public Recipe resolved(UnaryOperator<String> texts) {
    if (!(parameterization instanceof Parameterization.Maco maco)) {
      return this;
    }
    return new Recipe(
        size,
        new Parameterization.Maco(maco.spectrum().resolved(texts), maco.color()),
        transforms,
        optimizer,
        effort,
        precision,
        transparency,
        regularizers);
  }

  /** What the transforms of {@link #at} leave of an image of another size. */
  public int canvasAt(int other) {
    return Transform.canvas(other, transformsAt(other));
  }

  private List<Transform> transformsAt(int other) {
    double factor = (double) other / size;
    return transforms.stream().map(one -> one.scaled(factor)).toList();
  }

  /** This recipe for an image of another size, with transforms as much smaller or larger. */
  public Recipe at(int other) {
    return new Recipe(
        other,
        parameterization,
        transformsAt(other),
        optimizer,
        effort,
        precision,
        transparency,
        regularizers);
  }

  /**
   * lucid's recipe (optvis/render.py, transform.py, param/spatial.py) at 128 pixels, but for what
   * was measured: the border of lucid's pad is drawn and cut off, frequencies beyond 0.28 cycles a
   * pixel fade, with a larger decay that makes up for the score they gave, and colors keep 2 % away
   * from black and white (docs/pictures.md). With another optimizer and schedule 128 steps reach
   * the scores of lucid's 512 (docs/recipes.md).
   */
  public static Recipe standard() {
    return new Recipe(
        128,
        new Parameterization.Fourier(1.2, 0.01, ColorSpace.DECORRELATED, 0.28, 0.02),
        List.of(
            new Transform.Margin(12),
            new Transform.Jitter(8),
            new Transform.Scale(0.9, 1.1),
            new Transform.Rotate(10),
            new Transform.Jitter(4)),
        new Optimizer.AdamMini(0.3, 0.2),
        new Effort(128, 1, 2, 16, new Schedule.Annealed(0.2, 0.03, 0.25, 1)));
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
