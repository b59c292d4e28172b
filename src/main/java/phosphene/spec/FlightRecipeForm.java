package phosphene.spec;

import java.util.HashMap;
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
          "blend",
          "precision");

  private FlightRecipeForm() {}

  static FlightRecipe read(String path, Value value) {
    Section section = Section.of(path, value, KEYS);
    FlightRecipe standard = FlightRecipe.standard();
    int size = section.whole("size", standard.size());
    int fps = section.whole("fps", standard.fps());
    int first = section.whole("first", standard.first());
    Look look = look(section, standard.look());
    Hold hold = hold(section, standard.hold());
    Precision precision = section.choice("precision", standard.precision());
    return section.make(() -> new FlightRecipe(size, fps, first, look, hold, precision));
  }

  private static Look look(Section section, Look standard) {
    Parameterization parameterization =
        section
            .find("parameterization")
            .map(v -> Variants.PARAMETERIZATIONS.read(section.path("parameterization"), v))
            .orElse(standard.parameterization());
    List<Transform> transforms =
        section
            .find("transforms")
            .map(v -> RecipeForm.transforms(section.path("transforms"), v))
            .orElse(standard.transforms());
    Optimizer optimizer =
        section
            .find("optimizer")
            .map(v -> Variants.OPTIMIZERS.read(section.path("optimizer"), v))
            .orElse(standard.optimizer());
    return section.make(() -> new Look(parameterization, transforms, optimizer));
  }

  private static Hold hold(Section section, Hold standard) {
    double contrast = section.number("contrast", standard.contrast());
    double saturation = section.number("saturation", standard.saturation());
    double blend = section.number("blend", standard.blend());
    return section.make(() -> new Hold(contrast, saturation, blend));
  }

  static Map<String, Object> write(FlightRecipe recipe) {
    Map<String, Object> written = new HashMap<>();
    written.put("size", recipe.size());
    written.put("fps", recipe.fps());
    written.put("first", recipe.first());
    written.put(
        "parameterization", Variants.PARAMETERIZATIONS.write(recipe.look().parameterization()));
    written.put("transforms", RecipeForm.write(recipe.look().transforms()));
    written.put("optimizer", Variants.OPTIMIZERS.write(recipe.look().optimizer()));
    written.put("contrast", Json.number(recipe.hold().contrast()));
    written.put("saturation", Json.number(recipe.hold().saturation()));
    written.put("blend", Json.number(recipe.hold().blend()));
    recipe.precision().write(written);
    return written;
  }
}
