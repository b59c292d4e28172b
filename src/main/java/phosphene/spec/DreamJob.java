package phosphene.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dreams of a collection of photos: one for each photo and each entry of {@code layers}.
 *
 * @param seed any number; each dream derives its own from it
 */
public record DreamJob(
    NetworkRef network, Photos photos, Dreaming dreaming, long seed, String output) implements Job {
  /** How job files write it. */
  public static final JobForm<DreamJob> FORM =
      new JobForm<>(
          DreamJobForm.NAME,
          DreamJob.class,
          DreamJobForm.KEYS,
          List.of("network", "weights", "labels", "photos"),
          DreamJobForm::read);

  public DreamJob {
    Require.place("output", output);
  }

  @Override
  public Precision precision() {
    return dreaming.recipe.precision();
  }

  @Override
  public String json() {
    return Json.text(DreamJobForm.write(this));
  }

  /**
   * What the dreams of one gallery have in common beside network, recipe and seed, as one line of
   * canonical JSON.
   *
   * @param guide SHA-256 of the guide's bytes, or {@code none}
   * @param root the collection, as a URI
   */
  public String subject(String guide, String root) {
    return Json.text(
        Map.of(
            "objective",
            "layer",
            "guide",
            guide,
            "metadata",
            dreaming.metadata.identity,
            "photos",
            root));
  }

  /** What is made of all dreams of a photo. */
  public enum Tour {
    NONE,
    /** In the order of the network, ending on the photo: a contact sheet, a GIF and an MP4. */
    FILM
  }

  /** What becomes of a photo's EXIF. */
  public enum Metadata {
    /** It is kept, as far as it is still true. */
    ALL("all"),
    // Version 0.1 kept all by default. The seed of a dream depends on the text of its job, and the
    // default must give the same dreams as before.
    /** What tells when and with what the photo was taken, and nothing of who, where or whose. */
    SAFE("keep"),
    NONE("strip");

    private final String identity;

    Metadata(String identity) {
      this.identity = identity;
    }
  }

  /**
   * What is dreamt.
   *
   * @param layers an entry a dream; empty: all convolutions, one after the other
   * @param guide a photo whose features are amplified instead: a path or a URI
   * @param tour whether the dreams of a photo make a film
   * @param metadata what becomes of the photos' EXIF
   */
  public record Dreaming(
      List<Emphasis> layers,
      Optional<String> guide,
      DreamRecipe recipe,
      Tour tour,
      Metadata metadata) {
    public Dreaming {
      layers = List.copyOf(layers);
      guide.ifPresent(place -> Require.place("guide", place));
    }
  }

  /**
   * What one dream amplifies, or several: a layer's name with {@code *} in it stands for every
   * layer that it matches.
   *
   * @param place where it was written, such as {@code jobs/x.yaml:4}
   */
  public record Emphasis(Mix mix, String place) {}
}
