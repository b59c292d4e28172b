package phosphene.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network sees in each of a collection of photos.
 *
 * @param layers those whose units are looked at; all: see {@code plan.ScanLayers}
 */
public record ScanJob(
    NetworkRef network,
    Photos photos,
    Selection layers,
    Neurons neurons,
    Precision precision,
    String output)
    implements Job {
  /** How job files write it. */
  public static final JobForm<ScanJob> FORM =
      new JobForm<>(
          ScanJobForm.NAME,
          ScanJob.class,
          ScanJobForm.KEYS,
          List.of("network", "weights", "labels", "photos"),
          ScanJobForm::read);

  public ScanJob {
    Require.place("output", output);
  }

  /** Whether the values of all neurons are kept, for the page of a photo. */
  public enum Neurons {
    /** As one object a photo, which takes most of the time and of the bytes of a scan. */
    KEPT,
    LEFT_OUT
  }

  @Override
  public String json() {
    return Json.text(ScanJobForm.write(this));
  }

  /**
   * What the scans of one gallery look at, as one line of canonical JSON.
   *
   * @param root the collection, as a URI
   */
  public String subject(String root) {
    return Json.text(Map.of("objective", "scan", "photos", root));
  }

  /**
   * What they keep of it, as one line of canonical JSON.
   *
   * @param names of the layers, in the order of the network
   */
  public String recipe(List<String> names) {
    Map<String, Object> written = new HashMap<>();
    written.put("layers", names);
    written.put("neurons", neurons == Neurons.KEPT);
    precision.write(written);
    return Json.text(written);
  }
}
