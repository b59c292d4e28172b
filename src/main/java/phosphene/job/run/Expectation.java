package phosphene.job.run;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import phosphene.network.Network;
import phosphene.spec.Job;

/**
 * What a whole gallery of a job must hold.
 *
 * @param <J> what the job asks for
 */
public interface Expectation<J extends Job> {
  /**
   * The images that a job asks for.
   *
   * @param storage settings of stores, where files lie that it names
   * @throws phosphene.spec.SpecException if the network does not have what the job names
   */
  List<Expected> of(J job, Network network, Configuration storage);

  /** An image that a row must describe, by its key and its place. */
  record Expected(String key, String path) implements Serializable {}
}
