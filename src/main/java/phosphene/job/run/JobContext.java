package phosphene.job.run;

import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import phosphene.image.pixel.Format;

/**
 * What a job is looked up with.
 *
 * @param storage settings of stores
 * @param version of Phosphene
 * @param redo formats whose photos are done again if an older decoder read them
 */
public record JobContext(
    NetworkSource source, Configuration storage, String version, Set<Format> redo) {
  public JobContext {
    redo = Set.copyOf(redo);
  }

  /** One that does no photos again. */
  public JobContext(NetworkSource source, Configuration storage, String version) {
    this(source, storage, version, Set.of());
  }
}
