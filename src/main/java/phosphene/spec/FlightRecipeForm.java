package phosphene.spec;

import java.util.List;
import java.util.Map;
import phosphene.spec.FlightRecipe.Hold;
import phosphene.spec.FlightRecipe.Look;

/** How job files write a {@link FlightRecipe}; what they leave out is the standard one's. */
final class FlightRecipeForm {
  static final List<String> KEYS =
      List.of(
          "size",
          "fps",
          "first",
          "parameterization",
          "transforms",
          "optimizer",
          "contrast",
          "saturation",
          "blend");

  private FlightRecipeForm() {}

  static FlightRecipe read(String path, Value value) {
    Section section = Section.of(path, value, KEYS);
    FlightRecipe standard = FlightRecipe.standard();
    int size = section.whole("size", standard.size());
    int fps = section.whole("fps", standard.fps());
    int first = section.whole("first", standard.first());
    Look look = look(section, standard.look());
    Hold hold = hold(section, standard.hold());
    return section.make(() -> new FlightRecipe(size, fps, first, look, hold));
  }

  private static Look look(Section section, Look standard) {
    return new Look(
        section
            .find("parameterization")
            .map(v -> Variants.PARAMETERIZATIONS.read(section.path("parameterization"), v))
            .orElse(standard.parameterization()),
        section
            .find("transforms")
            .map(v -> RecipeForm.transforms(section.path("transforms"), v))
            .orElse(standard.transforms()),
        section
            .find("optimizer")
            .map(v -> Variants.OPTIMIZERS.read(section.path("optimizer"), v))
            .orElse(standard.optimizer()));
  }

  private static Hold hold(Section section, Hold standard) {
    double contrast = section.number("contrast", standard.contrast());
    double saturation = section.number("saturation", standard.saturation());
    double blend = section.number("blend", standard.blend());
    return section.make(() -> new Hold(contrast, saturation, blend));
  }

  static Map<String, Object> write(FlightRecipe recipe) {
    return Map.of(
        "size",
        recipe.size(),
        "fps",
        recipe.fps(),
        "first",
        recipe.first(),
        "parameterization",
        Variants.PARAMETERIZATIONS.write(recipe.look().parameterization()),
        "transforms",
        RecipeForm.write(recipe.look().transforms()),
        "optimizer",
        Variants.OPTIMIZERS.write(recipe.look().optimizer()),
        "contrast",
        Json.number(recipe.hold().contrast()),
        "saturation",
        Json.number(recipe.hold().saturation()),
        "blend",
        Json.number(recipe.hold().blend()));
  }
}
