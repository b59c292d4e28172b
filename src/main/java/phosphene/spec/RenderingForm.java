package phosphene.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How job files write {@link Rendering}s: by their names under {@code renderings}, or one by its
 * keys beside those of the job.
 */
final class RenderingForm {
  /** The key of the long form. */
  static final String NAMED = "renderings";

  /** What a rendering says of itself. */
  private static final List<String> OWN =
      Stream.of(ObjectiveForm.KEYS, List.of("recipe", "seed")).flatMap(List::stream).toList();

  private static final List<String> UNITS = List.of("layers", "units");
  private static final List<String> KEYS = Stream.of(OWN, UNITS).flatMap(List::stream).toList();

  private RenderingForm() {}

  /** The renderings of a job, in the order of the file. */
  static List<Rendering> readAll(Section job) {
    if (job.find(NAMED).isEmpty()) {
      return read(Rendering.DEFAULT, job, units(job));
    }
    for (String key : OWN) {
      job.find(key)
          .ifPresent(
              value -> {
                throw value.invalid(
                    key, "left out beside renderings: write renderings.NAME." + key);
              });
    }
    return named(job, job.require(NAMED));
  }

  private static List<Rendering> named(Section job, Value value) {
    if (!(value instanceof Value.Mapping mapping) || mapping.entries().isEmpty()) {
      throw value.invalid(
          NAMED, "a mapping of names to renderings, such as {deep: {recipe: {steps: 512}}}");
    }
    List<Rendering> renderings = new ArrayList<>();
    mapping
        .entries()
        .forEach(
            (name, written) -> {
              for (Rendering rendering : inner(name, written, job)) {
                requireNew(rendering, renderings, written);
                renderings.add(rendering);
              }
            });
    return renderings;
  }

  private static void requireNew(Rendering rendering, List<Rendering> others, Value written) {
    try {
      rendering.requireNew(others);
    } catch (SpecException e) {
      throw e.at(written.place());
    }
  }

  /** A rendering that says nothing has the defaults of everything. */
  private static List<Rendering> inner(String name, Value written, Section job) {
    Value said =
        written instanceof Value.Nothing ? new Value.Mapping(Map.of(), written.place()) : written;
    Section section = Section.of(NAMED + "." + name, said, KEYS);
    return read(name, section, units(section, job));
  }

  private static List<Rendering> read(String name, Section section, AtlasJob.Units units) {
    Recipe recipe =
        section
            .find("recipe")
            .map(value -> RecipeForm.read(section.path("recipe"), value))
            .orElse(Recipe.standard());
    long seed = NetworkForm.seed(section);
    List<Objective> objectives = ObjectiveForm.readAll(section);
    List<Rendering> renderings = new ArrayList<>();
    for (Objective objective : objectives) {
      String whole = renderings.isEmpty() ? name : name + Rendering.NEGATIVE;
      renderings.add(section.make(() -> new Rendering(whole, objective, recipe, seed, units)));
    }
    return renderings;
  }

  /** What a section says of units. */
  private static AtlasJob.Units units(Section section) {
    Selection channels = channels(section);
    return new AtlasJob.Units(SelectionForm.read(section, "layers"), channels);
  }

  /** What a rendering does not say of its units is said by its job, where that can be meant. */
  private static AtlasJob.Units units(Section section, Section job) {
    Selection channels = channels(section.find("units").isPresent() ? section : job);
    if (section.find("layers").isPresent()) {
      return new AtlasJob.Units(SelectionForm.read(section, "layers"), channels);
    }
    boolean ownLayers =
        (section.find("units").isPresent() && channels.bare().isEmpty())
            || ObjectiveForm.namesLayer(section);
    return new AtlasJob.Units(
        ownLayers ? new Selection.All() : SelectionForm.read(job, "layers"), channels);
  }

  private static Selection channels(Section section) {
    Selection channels = SelectionForm.read(section, "units");
    if (channels instanceof Selection.Some some) {
      some.terms().forEach(UnitTerm::check);
    }
    return channels;
  }

  /** All renderings by their names, each in full. */
  static Map<String, Object> write(List<Rendering> renderings) {
    Map<String, Object> written = new TreeMap<>();
    renderings.forEach(rendering -> written.put(rendering.name(), write(rendering)));
    return written;
  }

  private static Map<String, Object> write(Rendering rendering) {
    Map<String, Object> written = new TreeMap<>(ObjectiveForm.write(rendering.objective()));
    written.put("layers", SelectionForm.write(rendering.units().layers()));
    written.put("units", SelectionForm.write(rendering.units().channels()));
    written.put("recipe", RecipeForm.write(rendering.recipe()));
    written.put("seed", rendering.seed());
    return written;
  }
}
