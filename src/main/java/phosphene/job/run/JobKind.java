package phosphene.job.run;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.JobKinds;
import phosphene.spec.Job;
import phosphene.spec.JobForm;

/**
 * A kind of job: all that the rest of the program has to know of it. A new one is an implementation
 * of this and a line of {@link JobKinds}.
 *
 * @param <J> what such a job asks for
 */
public interface JobKind<J extends Job> {
  /** How job files write it. */
  JobForm<J> form();

  /** Its name in job files and manifests, such as {@code atlas}. */
  default String name() {
    return form().name();
  }

  /** What its images, and what is done to make them, are called. */
  JobWords words();

  /** Where its galleries have their objects. */
  GalleryPlaces places();

  /** The index tables that its galleries have; the first is that of its images. */
  List<IndexTable<?>> tables();

  /** Whether it reads a collection of photos. */
  PhotoUse photos();

  /** Whether a kind of job reads a collection of photos. */
  enum PhotoUse {
    READ,
    NONE
  }

  /**
   * Looks up what a job names; nothing is claimed or written.
   *
   * @throws phosphene.spec.SpecException if the network does not have what the job names, or the
   *     job cannot be done for another reason that is known before Spark starts
   */
  ClaimedRun run(J job, JobContext context);

  /** What a whole gallery must hold, if that follows from the job alone. */
  default Optional<Expectation<J>> expectation() {
    return Optional.empty();
  }

  /**
   * How images of a job's gallery are checked by making them again.
   *
   * @param version of Phosphene
   * @throws phosphene.spec.SpecException if they cannot be
   */
  ImageRecheck recheck(J job, NetworkSource source, Configuration storage, String version);

  /** The pages of a gallery; empty if this kind has none. */
  default Optional<GalleryPages> pages(ObjectStore store) {
    return Optional.empty();
  }
}
