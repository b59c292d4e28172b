package phosphene.spec;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import phosphene.spec.DreamJob.Dreaming;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.DreamJob.Metadata;
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
          "include",
          "exclude",
          "strict",
          "layers",
          "guide",
          "tour",
          "recipe",
          "pixel-limit",
          "metadata",
          "seed",
          "output");

  /** The word for this job. */
  static final String WORD = "dream";

  private DreamJobForm() {}

  static DreamJob read(Value.Mapping file) {
    refuseOld(file);
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    Photos photos = PhotosForm.read(section);
    List<Emphasis> layers = MixForm.all("layers", section.require("layers"));
    Optional<String> guide = section.text("guide");
    DreamRecipe recipe =
        section
            .find("recipe")
            .map(value -> DreamRecipeForm.read("recipe", value))
            .orElse(DreamRecipe.standard());
    Tour tour = section.truth("tour", false) ? Tour.FILM : Tour.NONE;
    Metadata metadata = section.word("metadata", Metadata.SAFE);
    Dreaming dreaming = section.make(() -> new Dreaming(layers, guide, recipe, tour, metadata));
    long seed = NetworkForm.seed(section);
    String output = section.requireText("output");
    return section.make(() -> new DreamJob(network, photos, dreaming, seed, output));
  }

  /** Version 0.1 kept places and serial numbers where this key was false or left out. */
  private static void refuseOld(Value.Mapping file) {
    Value old = file.entries().get("strip-metadata");
    if (old != null) {
      throw new SpecException(
          old.place()
              + ": Invalid key: strip-metadata (must be metadata, which is all, safe or none; true"
              + " was none, false was all)");
    }
  }

  static Map<String, Object> write(DreamJob job) {
    Map<String, Object> written = new TreeMap<>();
    NetworkForm.write(job.network(), written);
    written.put("job", WORD);
    PhotosForm.write(job.photos(), written);
    written.put("metadata", Scalars.word(job.dreaming().metadata()));
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
