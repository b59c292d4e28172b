package phosphene.spec;

/**
 * The tiles of a whole network, or of chosen layers and units.
 *
 * @param seed any number; each tile derives its own from it
 */
public record AtlasJob(
    NetworkRef network, Units units, Rendering rendering, long seed, String output) implements Job {

  public AtlasJob {
    Require.place("output", output);
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
