package phosphene.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The tiles of a whole network, or of chosen layers and units.
 *
 * @param renderings at least one, of different names, in the order in which they are made
 * @param dataset a gallery of scans, whose photos tell how far units go: a path or a URI
 * @param judge a second network that says what it takes images of classes for; it changes no image
 */
public record AtlasJob(
    NetworkRef network,
    List<Rendering> renderings,
    Optional<String> dataset,
    Optional<NetworkRef> judge,
    String output)
    implements Job {
  /** How job files write it. */
  public static final JobForm<AtlasJob> FORM =
      new JobForm<>(
          AtlasJobForm.NAME,
          AtlasJob.class,
          AtlasJobForm.KEYS,
          List.of("network", "weights", "labels", "judge"),
          AtlasJobForm::read);

  public AtlasJob {
    renderings = List.copyOf(renderings);
    if (renderings.isEmpty()) {
      throw Require.invalid("renderings", "{}", "at least one");
    }
    for (int i = 1; i < renderings.size(); i++) {
      renderings.get(i).requireNew(renderings.subList(0, i));
    }
    dataset.ifPresent(place -> Require.place("dataset", place));
    Require.place("output", output);
  }

  /** The first rendering. */
  public Rendering rendering() {
    return renderings.get(0);
  }

  /** The rendering of a name; empty if there is none. */
  public Optional<Rendering> rendering(String name) {
    return renderings.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** This job into another gallery. */
  public AtlasJob into(String other) {
    return new AtlasJob(network, renderings, dataset, judge, other);
  }

  @Override
  public AtlasJob resolved(UnaryOperator<String> texts) {
    return new AtlasJob(
        network,
        renderings.stream().map(one -> one.resolved(texts)).toList(),
        dataset,
        judge,
        output);
  }

  /** That of the first rendering. */
  @Override
  public Precision precision() {
    return rendering().recipe().precision();
  }

  @Override
  public List<Precision> precisions() {
    return renderings.stream().map(one -> one.recipe().precision()).distinct().toList();
  }

  @Override
  public String json() {
    return Json.text(AtlasJobForm.write(this));
  }

  /** Which units: of which layers, and which channels of each (or which classes). */
  public record Units(Selection layers, Selection channels) {}
}
