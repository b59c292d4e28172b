package phosphene.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The keys that job files of all kinds have, around those of a kind. */
final class JobKeys {
  private JobKeys() {}

  /**
   * All keys of a kind.
   *
   * @param own in their order
   */
  static List<String> with(String... own) {
    return joined(List.of(), own);
  }

  /** All keys of a kind that reads a collection of photos. */
  static List<String> withPhotos(String... own) {
    return joined(PhotosForm.KEYS, own);
  }

  private static List<String> joined(List<String> photos, String... own) {
    return Stream.of(List.of("job"), NetworkForm.KEYS, photos, List.of(own), List.of("output"))
        .flatMap(List::stream)
        .toList();
  }

  /** What is written for them, to which a kind adds its own. */
  static Map<String, Object> write(String kind, Job job) {
    Map<String, Object> written = new TreeMap<>();
    written.put("job", kind);
    NetworkForm.write(job.network(), written);
    written.put("output", job.output());
    return written;
  }
}
