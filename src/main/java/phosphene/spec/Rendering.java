package phosphene.spec;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a gallery shows of units: an objective, raised by a recipe from a seed, under a name. A
 * gallery holds any number of them side by side.
 *
 * @param name letters, digits, {@code -} and {@code _}, at most 60: a folder of the gallery
 * @param seed any number; each tile derives its own from it
 * @param units of which there is an image
 */
public record Rendering(
    String name, Objective objective, Recipe recipe, long seed, AtlasJob.Units units) {
  /** The name of the rendering of a job file that has only one and names none. */
  public static final String DEFAULT = "default";

  /** What is added to the name of the rendering that lowers what another raises. */
  static final String NEGATIVE = "-negative";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}");
  private static final String RULE = "letters, digits, - and _, at most 60";

  public Rendering {
    if (!valid(name)) {
      throw Require.invalid("renderings", name.isEmpty() ? "\"\"" : name, "named by " + RULE);
    }
    boolean maco = recipe.parameterization() instanceof Parameterization.Maco;
    if (maco && objective.kind().beginsWithPhoto()) {
      throw Require.invalid(
          "recipe.parameterization", "maco", "fourier or pixels: this objective begins with a photo");
    }
  }

  /** True of a text that can be a name. */
  public static boolean valid(String name) {
    return NAME.matcher(name).matches();
  }

  /** What it is made by, whatever its name and its units: equal texts give equal images. */
  public String identity() {
    return String.join("\n", objective.identity(), recipe.json(), Long.toString(seed));
  }

  /** The key of a value of this rendering in messages, such as {@code recipe.size}. */
  public String key(String inner) {
    return "renderings." + name + "." + inner;
  }

  /** This rendering with the contents of the files that its recipe names. */
  Rendering resolved(UnaryOperator<String> texts) {
    return new Rendering(name, objective, recipe.resolved(texts), seed, units);
  }

  /** Refuses a name that is taken, and what is made as one of the others: its keys are taken. */
  void requireNew(List<Rendering> others) {
    for (Rendering other : others) {
      if (other.name.equalsIgnoreCase(name)) { // file systems may take them for the same
        throw Require.invalid("renderings", name, "named once, whatever the case of its letters");
      }
      if (other.objective.equals(objective) && other.identity().equals(identity())) {
        throw Require.invalid(
            "renderings",
            name,
            "other than "
                + other.name
                + " in its objective, recipe or seed: one name can have the units of both");
      }
    }
  }
}
