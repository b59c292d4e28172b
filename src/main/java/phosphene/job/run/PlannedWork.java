package phosphene.job.run;

import java.util.Optional;
import phosphene.cluster.Cluster;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;

/** What a job asks for, and what of it is still to be done. To be closed. */
public interface PlannedWork extends AutoCloseable {
  /** What there is, and how much of it is done: some lines. */
  String found();

  /** True if the gallery holds all that the job asks for. */
  boolean finished();

  /** What is said of a gallery that holds all. */
  default String nothing() {
    return "Nothing to render: the gallery holds all that the job asks for.";
  }

  /** False if some of what the job asks for could not even be looked for. */
  default boolean whole() {
    return true;
  }

  /**
   * Makes what is missing, and leaves a summary in the gallery, which must be claimed.
   *
   * @throws InterruptedException if this thread is interrupted; what finished tasks made is in the
   *     index
   * @throws phosphene.gallery.store.StoreException if another job has taken the gallery over, or
   *     the store fails
   */
  Summary render(Cluster cluster, Settings settings) throws InterruptedException;

  /**
   * How it is rendered.
   *
   * @param batch tiles that pass the network together, at most; the bytes do not depend on it
   * @param tariff for the summary
   */
  record Settings(int batch, Optional<SlotPrice> tariff, JobListener listener) {}

  /** What would be done, for a person: some lines. */
  String report();

  /** How long what is missing takes; empty if nothing is. Takes some seconds. */
  Optional<Forecast> forecast();

  /**
   * A time on this machine.
   *
   * @param seconds of one core
   * @param bound what no number of cores makes shorter
   */
  public record Forecast(double seconds, Optional<Bound> bound) {
    public Forecast(double seconds) {
      this(seconds, Optional.empty());
    }
  }

  /**
   * A time that no number of cores makes shorter.
   *
   * @param name of the bound
   * @param why it is so
   */
  record Bound(String name, double seconds, String why) {}

  /** Hands back the memory. */
  @Override
  default void close() {}
}
