package phosphene.spec;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.spec.DreamJob.Dreaming;
import phosphene.spec.DreamJob.Emphasis;
import phosphene.spec.DreamJob.Metadata;
import phosphene.spec.DreamJob.Tour;

/**
 * How job files write a {@link DreamJob}.
 *
 * <p>{@code network}, {@code weights}, {@code preprocessing}, {@code seed} and {@code output} are
 * as of an atlas.
 *
 * <table>
 * <caption>Keys of dreams</caption>
 * <tr><th>key<th>takes<th>left out
 * <tr><td>job<td>{@code dream}<td>required
 * <tr><td>photos<td>a folder with all below it, a file, or a pattern with {@code * ** ? [] {}}: a path
 *     or URI<td>required
 * <tr><td>layers<td>{@code all}, a name, or a list of names and mixes; a dream an entry. {@code *}
 *     stands for any letters, {@code block4_conv1/223} for a channel, {@code {block3_conv3: 0.7,
 *     block4_conv1/223: 0.3}} for a mix by weight<td>required
 * <tr><td>guide<td>a photo whose features are raised: a path or URI<td>none
 * <tr><td>tour<td>{@code true}: the dreams of each photo as a contact sheet, a GIF and an MP4, in
 *     the order of the network, ending on the photo<td>false
 * <tr><td>recipe.octaves<td>sizes at which a photo is dreamt, 1 to 20<td>4
 * <tr><td>recipe.ratio<td>of the sides of neighbouring octaves, 1.1 to 4<td>1.4
 * <tr><td>recipe.steps<td>steps of each octave, 1 to 10000<td>10
 * <tr><td>recipe.step<td>how far a colour moves on average, in levels of 255, up to 255<td>1.5
 * <tr><td>recipe.jitter<td>pixels by which each step rolls the image at most, 0 to 4096<td>32
 * <tr><td>recipe.smoothing<td>deviation in pixels of the Gaussian on each gradient, 0 to 64<td>0
 * <tr><td>recipe.tile<td>longest side in pixels of what passes the network at once, 32 to 4096<td>512
 * <tr><td>recipe.blend<td>part of the photo in the result, 0 to 1<td>0
 * <tr><td>recipe.precision<td>{@code f32}, or {@code bf16} where the engine has it<td>f32
 * <tr><td>pixel-limit<td>the most pixels that a photo may have, 1 to 2147483647<td>50000000
 * <tr><td>metadata<td>EXIF in the dreams: {@code all}, {@code safe} (no places, names, serial
 *     numbers, free texts, makers' notes) or {@code none}<td>safe
 * </table>
 */
final class DreamJobForm {
  static final List<String> KEYS =
      JobKeys.withPhotos("layers", "guide", "tour", "recipe", "pixel-limit", "metadata", "seed");

  /** The value of the key {@code job}. */
  static final String NAME = "dream";

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
    Metadata metadata = section.choice("metadata", Metadata.SAFE);
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
    Map<String, Object> written = JobKeys.write(NAME, job);
    PhotosForm.write(job.photos(), written);
    written.put("metadata", Scalars.name(job.dreaming().metadata()));
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
    return written;
  }

  /** What is canonical JSON already. */
  private static RawValue raw(String json) {
    return new RawValue(json);
  }
}
