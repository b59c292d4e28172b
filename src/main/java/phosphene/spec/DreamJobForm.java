package phosphene.spec;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final String ALL = "all";
  private static final Pattern CHANNEL = Pattern.compile("(.+)/([0-9]{1,9})");

  private DreamJobForm() {}

  static DreamJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    Photos photos = PhotosForm.read(section);
    List<Emphasis> layers = layers(section.require("layers"));
    Optional<String> guide = section.text("guide");
    DreamRecipe recipe =
        section
            .find("recipe")
            .map(value -> DreamRecipeForm.read("recipe", value))
            .orElse(DreamRecipe.standard());
    Tour tour = section.truth("tour", false) ? Tour.FILM : Tour.NONE;
    Metadata metadata = section.truth("strip-metadata", false) ? Metadata.STRIP : Metadata.KEEP;
    Dreaming dreaming = section.make(() -> new Dreaming(layers, guide, recipe, tour, metadata));
    long seed = NetworkForm.seed(section);
    String output = section.requireText("output");
    return section.make(() -> new DreamJob(network, photos, dreaming, seed, output));
  }

  private static List<Emphasis> layers(Value value) {
    if (Scalars.text(value).equals(Optional.of(ALL))) {
      return List.of();
    }
    if (!(value instanceof Value.Items items)) {
      return List.of(emphasis(value));
    }
    if (items.values().isEmpty()) {
      throw value.invalid("layers", "all, or name at least one");
    }
    return items.values().stream().map(DreamJobForm::emphasis).toList();
  }

  private static Emphasis emphasis(Value value) {
    try {
      return new Emphasis(mix(value), value.place());
    } catch (SpecException e) {
      throw e.key().isEmpty() ? e : e.at(value.place());
    }
  }

  private static Mix mix(Value value) {
    if (value instanceof Value.Mapping mapping) {
      return new Mix(
          mapping.entries().entrySet().stream()
              .map(entry -> term(entry.getKey(), weight(entry.getKey(), entry.getValue())))
              .toList());
    }
    String text =
        Scalars.text(value)
            .filter(written -> !written.isBlank())
            .orElseThrow(
                () ->
                    value.invalid(
                        "layers",
                        "all, a name, or a list of names and mixes such as {conv1: 0.7, conv2/5:"
                            + " 0.3}"));
    return new Mix(List.of(term(text, 1)));
  }

  private static double weight(String term, Value value) {
    return Scalars.number("layers." + term, value);
  }

  private static Mix.Term term(String text, double weight) {
    Matcher channel = CHANNEL.matcher(text);
    return channel.matches()
        ? new Mix.Term(channel.group(1), Optional.of(Integer.valueOf(channel.group(2))), weight)
        : new Mix.Term(text, Optional.empty(), weight);
  }

  static Map<String, Object> write(DreamJob job) {
    Map<String, Object> written = new TreeMap<>();
    NetworkForm.write(job.network(), written);
    written.put("job", WORD);
    PhotosForm.write(job.photos(), written);
    written.put("strip-metadata", job.dreaming().metadata() == Metadata.STRIP);
    List<Emphasis> layers = job.dreaming().layers();
    written.put(
        "layers",
        layers.isEmpty()
            ? ALL
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
