package phosphene.spec;

import java.util.List;
import java.util.Optional;

/**
 * The tiles of a whole network, or of chosen layers and units.
 *
 * @param dataset a gallery of scans, whose photos tell how far units go: a path or a URI
 * @param seed any number; each tile derives its own from it
 */
public record AtlasJob(
    NetworkRef network,
    Units units,
    Rendering rendering,
    Optional<String> dataset,
    long seed,
    String output)
    implements Job {
  /** How job files write it. */
  public static final JobForm<AtlasJob> FORM =
      new JobForm<>(
          AtlasJobForm.NAME,
          AtlasJob.class,
          AtlasJobForm.KEYS,
          List.of("network", "weights", "labels"),
          AtlasJobForm::read);

  public AtlasJob {
    dataset.ifPresent(place -> Require.place("dataset", place));
    Require.place("output", output);
  }

  @Override
  public Precision precision() {
    return rendering.recipe.precision();
  }

  @Override
  public String json() {
    return Json.text(AtlasJobForm.write(this));
  }

  /** Which units: of which layers, and which channels of each (or which classes). */
  public record Units(Selection layers, Selection channels) {}

  /** How each is rendered. */
  public record Rendering(Objective objective, Recipe recipe) {}
}
