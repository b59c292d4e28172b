package phosphene.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How job files write a {@link NetworkRef} and a seed, whatever the job is. */
final class NetworkForm {
  static final List<String> KEYS = List.of("network", "weights", "preprocessing", "labels");

  // 42: any number would do; it is fixed so that a job file without a seed still names its
  // images.
  private static final long SEED = 42;

  private NetworkForm() {}

  static NetworkRef read(Section section) {
    String name = section.requireText("network");
    Optional<String> weights = section.text("weights");
    Optional<Normalization> preprocessing =
        section
            .find("preprocessing")
            .map(value -> NormalizationForm.read(section.path("preprocessing"), value));
    Optional<String> labels = section.text("labels");
    String place = section.require("network").place();
    return section.make(() -> new NetworkRef(name, weights, preprocessing, labels, place));
  }

  static void write(NetworkRef network, Map<String, Object> written) {
    written.put("network", network.name());
    network.weights().ifPresent(weights -> written.put("weights", weights));
    network
        .preprocessing()
        .ifPresent(pixels -> written.put("preprocessing", NormalizationForm.write(pixels)));
    network.labels().ifPresent(labels -> written.put("labels", labels));
  }

  /** What {@link #read} reads. */
  static Map<String, Object> write(NetworkRef network) {
    Map<String, Object> written = new TreeMap<>();
    write(network, written);
    return written;
  }

  static long seed(Section section) {
    return section.longWhole("seed", SEED);
  }
}
