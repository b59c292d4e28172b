package phosphene.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How job files write a {@link Recipe}: the name of one, or a mapping. What a mapping leaves out is
 * that of the recipe that it names, or {@link Recipe#standard}'s.
 */
final class RecipeForm {
  /** What a recipe says. */
  static final List<String> KEYS =
      List.of(
          "size",
          "steps",
          "attempts",
          "retries",
          "redirect",
          "schedule",
          "parameterization",
          "transforms",
          "optimizer",
          "precision",
          "transparency",
          "regularizers");

  /** What a mapping may hold: the name of a recipe, and what it overrides. */
  private static final List<String> NAMED =
      Stream.concat(Stream.of("name"), KEYS.stream()).toList();

  /** The value for an empty list of transforms. */
  private static final String NONE = "none";

  private RecipeForm() {}

  static Recipe read(String path, Value value) {
    if (!(value instanceof Value.Mapping)) {
      return NamedRecipe.read(path, value);
    }
    Section section = Section.of(path, value, NAMED);
    Recipe standard =
        section
            .find("name")
            .map(v -> NamedRecipe.read(section.path("name"), v))
            .orElseGet(Recipe::standard);
    Parameterization parameterization =
        section
            .find("parameterization")
            .map(v -> Variants.PARAMETERIZATIONS.read(section.path("parameterization"), v))
            .orElse(standard.parameterization());
    List<Transform> transforms =
        section
            .find("transforms")
            .map(v -> transforms(section.path("transforms"), v, Variants.TRANSFORMS))
            .orElse(standard.transforms());
    Optimizer optimizer =
        section
            .find("optimizer")
            .map(v -> Variants.OPTIMIZERS.read(section.path("optimizer"), v))
            .orElse(standard.optimizer());
    Effort effort = effort(section, standard.effort());
    int size = section.whole("size", standard.size());
    Precision precision = section.choice("precision", standard.precision());
    boolean transparency = section.truth("transparency", standard.transparency());
    List<Regularizer> regularizers =
        section
            .find("regularizers")
            .map(v -> regularizers(section.path("regularizers"), v))
            .orElse(standard.regularizers());
    return section.make(
        () ->
            new Recipe(
                size,
                parameterization,
                transforms,
                optimizer,
                effort,
                precision,
                transparency,
                regularizers));
  }

  private static Effort effort(Section section, Effort standard) {
    int steps = section.whole("steps", standard.steps());
    int attempts = section.whole("attempts", standard.attempts());
    int retries = section.whole("retries", standard.retries());
    int redirect = section.whole("redirect", standard.redirect());
    Schedule schedule =
        section
            .find("schedule")
            .map(v -> Variants.SCHEDULES.read(section.path("schedule"), v))
            .orElse(standard.schedule());
    return section.make(() -> new Effort(steps, attempts, retries, redirect, schedule));
  }

  /** Known transforms in their order, or the value for none. */
  static List<Transform> transforms(String key, Value value, Variants<Transform> known) {
    if (Scalars.text(value).equals(Optional.of(NONE))) {
      return List.of();
    }
    if (value instanceof Value.Items items && !items.values().isEmpty()) {
      return items.values().stream().map(v -> known.read(key, v)).toList();
    }
    throw value.invalid(key, "none or a list such as [{pad: 12}, {jitter: 8}]");
  }

  /** Regularizers, or the value for none. */
  private static List<Regularizer> regularizers(String key, Value value) {
    if (Scalars.text(value).equals(Optional.of(NONE))) {
      return List.of();
    }
    if (value instanceof Value.Items items && !items.values().isEmpty()) {
      return items.values().stream().map(v -> Variants.REGULARIZERS.read(key, v)).toList();
    }
    throw value.invalid(key, "none or a list such as [{tv: 0.1}, {blur: {sigma: 1, every: 8}}]");
  }

  static Map<String, Object> write(Recipe recipe) {
    Effort effort = recipe.effort();
    Map<String, Object> written = new HashMap<>();
    written.put("size", recipe.size());
    written.put("steps", effort.steps());
    written.put("attempts", effort.attempts());
    written.put("retries", effort.retries());
    written.put("redirect", effort.redirect());
    written.put("schedule", Variants.SCHEDULES.write(effort.schedule()));
    written.put("parameterization", Variants.PARAMETERIZATIONS.write(recipe.parameterization()));
    written.put("transforms", write(recipe.transforms()));
    written.put("optimizer", Variants.OPTIMIZERS.write(recipe.optimizer()));
    recipe.precision().write(written);
    if (recipe.transparency()) {
      written.put("transparency", true);
    }
    if (!recipe.regularizers().isEmpty()) {
      written.put(
          "regularizers",
          recipe.regularizers().stream().map(Variants.REGULARIZERS::write).toList());
    }
    return written;
  }

  /** What {@link #transforms} reads. */
  static Object write(List<Transform> transforms) {
    return transforms.isEmpty()
        ? NONE
        : transforms.stream().map(Variants.TRANSFORMS::write).toList();
  }
}
