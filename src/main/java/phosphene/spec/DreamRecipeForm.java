package phosphene.spec;

import java.util.List;

/** How job files write a {@link DreamRecipe}; what they leave out is the standard one's. */
final class DreamRecipeForm {
  static final List<String> KEYS =
      List.of(
          "octaves", "ratio", "steps", "step", "jitter", "smoothing", "tile", "blend", "precision");

  private DreamRecipeForm() {}

  static DreamRecipe read(String path, Value value) {
    Section section = Section.of(path, value, KEYS);
    DreamRecipe standard = DreamRecipe.standard();
    DreamRecipe.Octaves octaves = octaves(section, standard.octaves());
    DreamRecipe.Stride stride = stride(section, standard.stride());
    int tile = section.whole("tile", standard.tile());
    double blend = section.number("blend", standard.blend());
    Precision precision = section.choice("precision", standard.precision());
    return section.make(() -> new DreamRecipe(octaves, stride, tile, blend, precision));
  }

  private static DreamRecipe.Octaves octaves(Section section, DreamRecipe.Octaves standard) {
    int count = section.whole("octaves", standard.count());
    double ratio = section.number("ratio", standard.ratio());
    return section.make(() -> new DreamRecipe.Octaves(count, ratio));
  }

  private static DreamRecipe.Stride stride(Section section, DreamRecipe.Stride standard) {
    int steps = section.whole("steps", standard.steps());
    double step = section.number("step", standard.step());
    int jitter = section.whole("jitter", standard.jitter());
    double smoothing = section.number("smoothing", standard.smoothing());
    return section.make(() -> new DreamRecipe.Stride(steps, step, jitter, smoothing));
  }
}
