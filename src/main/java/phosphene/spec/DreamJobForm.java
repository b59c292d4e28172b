package phosphene.spec;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import phosphene.spec.DreamJob.Dreaming;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.DreamJob.Metadata;
import phosphene.spec.DreamJob.Photos;
import phosphene.spec.DreamJob.Tour;

/** How job files write a {@link DreamJob}. */
final class DreamJobForm {
  static final List<String> KEYS =
      List.of(
          "job",
          "network",
          "weights",
          "preprocessing",
          "photos",
          "layers",
          "guide",
          "tour",
          "recipe",
          "pixel-limit",
          "strip-metadata",
          "seed",
          "output");

  /** The word for this job. */
  static final String WORD = "dream";

  // 50 million pixels are 600 MB as the numbers that a dream works on.
  private static final long PIXELS = 50_000_000;

  private DreamJobForm() {}

  static DreamJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    Photos photos = photos(section);
    List<Emphasis> layers = MixForm.all("layers", section.require("layers"));
    Optional<String> guide = section.text("guide");
    DreamRecipe recipe =
        section
            .find("recipe")
            .map(value -> DreamRecipeForm.read("recipe", value))
            .orElse(DreamRecipe.standard());
    Tour tour = truth(section, "tour") ? Tour.FILM : Tour.NONE;
    Dreaming dreaming = section.make(() -> new Dreaming(layers, guide, recipe, tour));
    long seed = NetworkForm.seed(section);
    String output = section.requireText("output");
    return section.make(() -> new DreamJob(network, photos, dreaming, seed, output));
  }

  private static Photos photos(Section section) {
    String place = section.requireText("photos");
    long limit = section.longWhole("pixel-limit", PIXELS);
    Metadata metadata = truth(section, "strip-metadata") ? Metadata.STRIP : Metadata.KEEP;
    String where = section.require("photos").place();
    return section.make(() -> new Photos(place, limit, metadata, where));
  }

  private static boolean truth(Section section, String key) {
    return section.find(key).map(value -> Scalars.truth(key, value)).orElse(false);
  }

  static Map<String, Object> write(DreamJob job) {
    Map<String, Object> written = new TreeMap<>();
    NetworkForm.write(job.network(), written);
    written.put("job", WORD);
    written.put("photos", job.photos().place());
    written.put("pixel-limit", job.photos().pixelLimit());
    written.put("strip-metadata", job.photos().metadata() == Metadata.STRIP);
    List<Emphasis> layers = job.dreaming().layers();
    written.put(
        "layers",
        layers.isEmpty()
            ? MixForm.ALL
            : layers.stream().map(emphasis -> raw(emphasis.mix().json())).toList());
    job.dreaming().guide().ifPresent(guide -> written.put("guide", guide));
    written.put("tour", job.dreaming().tour() == Tour.FILM);
    written.put("recipe", raw(job.dreaming().recipe().json()));
    written.put("seed", job.seed());
    written.put("output", job.output());
    return written;
  }

  /** What is canonical JSON already. */
  private static RawValue raw(String json) {
    return new RawValue(json);
  }
}
