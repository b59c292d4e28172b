package phosphene.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How job files write an {@link AtlasJob}. */
final class AtlasJobForm {
  static final List<String> KEYS =
      List.of(
          "job",
          "network",
          "weights",
          "preprocessing",
          "layers",
          "units",
          "objective",
          "negative",
          "tap",
          "recipe",
          "natural",
          "seed",
          "output");

  /** The word for this job. */
  static final String WORD = "atlas";

  private AtlasJobForm() {}

  static AtlasJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    Selection layers = SelectionForm.read(section, "layers");
    Selection channels = SelectionForm.read(section, "units");
    if (channels instanceof Selection.Some some) {
      some.terms().forEach(UnitTerm::check);
    }
    Objective objective = ObjectiveForm.read(section);
    Recipe recipe =
        section
            .find("recipe")
            .map(value -> RecipeForm.read("recipe", value))
            .orElse(Recipe.standard());
    Optional<String> natural = section.text("natural");
    long seed = NetworkForm.seed(section);
    String output = section.requireText("output");
    return section.make(
        () ->
            new AtlasJob(
                network,
                new AtlasJob.Units(layers, channels),
                new AtlasJob.Rendering(objective, recipe),
                natural,
                seed,
                output));
  }

  static Map<String, Object> write(AtlasJob job) {
    Map<String, Object> written = new TreeMap<>(ObjectiveForm.write(job.rendering().objective()));
    written.put("job", WORD);
    NetworkForm.write(job.network(), written);
    written.put("layers", SelectionForm.write(job.units().layers()));
    written.put("units", SelectionForm.write(job.units().channels()));
    written.put("recipe", RecipeForm.write(job.rendering().recipe()));
    job.natural().ifPresent(natural -> written.put("natural", natural));
    written.put("seed", job.seed());
    written.put("output", job.output());
    return written;
  }
}
