package phosphene.job.run;

import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import phosphene.image.pixel.Format;

/**
 * What a job is looked up with.
 *
 * @param storage settings of stores
 * @param version of Phosphene
 * @param redo formats whose photos are done again if an older decoder read them
 * @param judge the network that judges images of classes, if the job has one
 */
public record JobContext(
    NetworkSource source,
    Configuration storage,
    String version,
    Set<Format> redo,
    Optional<NetworkSource> judge) {
  public JobContext {
    redo = Set.copyOf(redo);
  }

  /** One that does no photos again, and judges nothing. */
  public JobContext(NetworkSource source, Configuration storage, String version) {
    this(source, storage, version, Set.of(), Optional.empty());
  }
}
