package phosphene.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How job files write an {@link AtlasJob}. docs/jobs.md has the table of its keys, what each takes
 * and what stands for one that is left out; a test holds the table to this class.
 */
final class AtlasJobForm {
  private static final String JUDGE = "judge";

  static final List<String> KEYS =
      JobKeys.with(
          "layers",
          "units",
          "objective",
          "negative",
          "tap",
          "recipe",
          "seed",
          RenderingForm.NAMED,
          "dataset",
          JUDGE);

  /** The value of the key {@code job}. */
  static final String NAME = "atlas";

  private AtlasJobForm() {}

  static AtlasJob read(Value.Mapping file) {
    Section section = Section.of("", file, KEYS);
    NetworkRef network = NetworkForm.read(section);
    List<Rendering> renderings = RenderingForm.readAll(section);
    Optional<String> dataset = section.text("dataset");
    Optional<NetworkRef> judge =
        section
            .find(JUDGE)
            .map(value -> NetworkForm.read(Section.of(JUDGE, value, NetworkForm.KEYS)));
    String output = section.requireText("output");
    return section.make(() -> new AtlasJob(network, renderings, dataset, judge, output));
  }

  static Map<String, Object> write(AtlasJob job) {
    Map<String, Object> written = JobKeys.write(NAME, job);
    written.put(RenderingForm.NAMED, RenderingForm.write(job.renderings()));
    job.dataset().ifPresent(dataset -> written.put("dataset", dataset));
    job.judge().ifPresent(judge -> written.put(JUDGE, NetworkForm.write(judge)));
    return written;
  }
}
