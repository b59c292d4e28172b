package phosphene.job.flight;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.Provenance;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.Objects;
import phosphene.image.Photos;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.ShippedNetwork;
import phosphene.network.Network;
import phosphene.plan.FlightPlan;
import phosphene.plan.TileKey;
import phosphene.spec.FlightJob;
import phosphene.spec.SpecException;

/**
 * What all flights of a job have in common.
 *
 * @param start bytes of the photo that flights begin with; none if they begin with noise
 * @param identity what the key of each flight takes from the job, see {@link
 *     phosphene.plan.FlightKey}
 * @param output the gallery
 */
record FlightContext(
    ShippedNetwork shippedNetwork,
    byte[] start,
    String identity,
    Provenance provenance,
    String output)
    implements Serializable {
  /**
   * Looks up what a job names.
   *
   * @throws SpecException if the photo that flights begin with cannot be read
   * @throws phosphene.gallery.store.StoreException if the output is no place
   */
  static FlightContext of(
      FlightJob job, NetworkSource source, Configuration storage, String version) {
    Network network = source.network();
    byte[] start = job.flying().start().map(name -> start(name, job, storage)).orElse(new byte[0]);
    String subject = FlightJob.subject(start.length == 0 ? "noise" : TileKey.sha256(start));
    String preprocessing = network.architecture().preprocessing().text();
    Provenance provenance =
        new Provenance(source.named(), subject, job.recipe().json(), job.seed(), version);
    String identity =
        String.join("\n", preprocessing, subject, job.recipe().json(), Long.toString(job.seed()));
    String output = HadoopStore.open(job.output(), storage).uri();
    return new FlightContext(source.shippedNetwork(), start, identity, provenance, output);
  }

  private static byte[] start(String name, FlightJob job, Configuration storage) {
    try {
      byte[] bytes = Objects.read(name, storage);
      Photos.extent(bytes, Photos.PIXEL_LIMIT); // an empty file would count as noise
      FlightWorker.start(bytes, job.recipe().size());
      return bytes;
    } catch (UnreadableImageException e) {
      throw new SpecException("Cannot read start " + name + ": " + e.getMessage(), e).in("start");
    } catch (SpecException e) {
      throw e.in("start");
    }
  }

  /**
   * The flights of the job.
   *
   * @throws SpecException if the network does not have what the job names
   */
  FlightPlan plan(FlightJob job, Network network) {
    return FlightPlan.of(job, network.architecture(), network.sha256(), identity);
  }
}
