package phosphene.job;

import java.util.List;
import java.util.Optional;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.index.IndexTable;
import phosphene.job.atlas.AtlasKind;
import phosphene.job.dream.DreamKind;
import phosphene.job.flight.FlightKind;
import phosphene.job.run.JobKind;
import phosphene.job.scan.ScanKind;
import phosphene.spec.Job;
import phosphene.spec.JobFile;

/** The registry of the kinds of jobs. */
public final class JobKinds {
  private static final List<JobKind<?>> ALL =
      List.of(new AtlasKind(), new DreamKind(), new ScanKind(), new FlightKind());
  private static final JobFile FILE = JobFile.of(ALL.stream().map(JobKind::form).toList());
  private static final GalleryPlaces PLACES =
      GalleryPlaces.of(ALL.stream().map(JobKind::places).toList());

  private JobKinds() {}

  /** Each of them. */
  public static List<JobKind<?>> all() {
    return ALL;
  }

  /** The reader of job files of all kinds. */
  public static JobFile file() {
    return FILE;
  }

  /** The kind of a job. */
  @SuppressWarnings("unchecked") // its form's type is the job's class
  public static <J extends Job> JobKind<J> of(J job) {
    return (JobKind<J>)
        ALL.stream()
            .filter(kind -> kind.form().type().equals(job.getClass()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(job));
  }

  /** The kind of that name, which a manifest may say; empty if there is none. */
  public static Optional<JobKind<?>> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** The index tables of all kinds. */
  public static List<IndexTable<?>> tables() {
    return ALL.stream().<IndexTable<?>>flatMap(kind -> kind.tables().stream()).toList();
  }

  /** Where galleries of all kinds have their objects. */
  public static GalleryPlaces places() {
    return PLACES;
  }

  /** The keys of job files that say where something is which a job reads. */
  public static List<String> placeKeys() {
    return ALL.stream().flatMap(kind -> kind.form().places().stream()).distinct().toList();
  }
}
