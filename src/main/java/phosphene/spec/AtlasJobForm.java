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
          "seed",
          "output");

  /** The word for this job. */
  static final String WORD = "atlas";

  // 42: any number would do; it is fixed so that a job file without a seed still names its
  // pictures.
  private static final long SEED = 42;

  private AtlasJobForm() {}

  static AtlasJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = network(section);
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
    long seed = section.longWhole("seed", SEED);
    String output = section.requireText("output");
    return section.make(
        () ->
            new AtlasJob(
                network,
                new AtlasJob.Units(layers, channels),
                new AtlasJob.Rendering(objective, recipe),
                seed,
                output));
  }

  private static NetworkRef network(Section section) {
    String name = section.requireText("network");
    Optional<String> weights = section.text("weights");
    Optional<PixelScale> preprocessing =
        section
            .find("preprocessing")
            .map(value -> Scalars.word("preprocessing", value, PixelScale.class));
    String place = section.require("network").place();
    return section.make(() -> new NetworkRef(name, weights, preprocessing, place));
  }

  static Map<String, Object> write(AtlasJob job) {
    Map<String, Object> written = new TreeMap<>(ObjectiveForm.write(job.rendering().objective()));
    written.put("job", WORD);
    written.put("network", job.network().name());
    job.network().weights().ifPresent(weights -> written.put("weights", weights));
    job.network()
        .preprocessing()
        .ifPresent(scale -> written.put("preprocessing", Scalars.word(scale)));
    written.put("layers", SelectionForm.write(job.units().layers()));
    written.put("units", SelectionForm.write(job.units().channels()));
    written.put("recipe", RecipeForm.write(job.rendering().recipe()));
    written.put("seed", job.seed());
    written.put("output", job.output());
    return written;
  }
}
