package phosphene.job.dream;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.Provenance;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.Objects;
import phosphene.gallery.store.PhotoCollection;
import phosphene.image.Photos;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.ShippedNetwork;
import phosphene.network.Network;
import phosphene.plan.TileKey;
import phosphene.spec.DreamJob;
import phosphene.spec.SpecException;

/**
 * What all dreams of a job have in common.
 *
 * @param job canonical JSON
 * @param guide bytes of the guide photo; none if there is no guide
 * @param identity what the key of each dream takes from the job, see {@link
 *     phosphene.plan.DreamKey}
 * @param output the gallery
 */
record DreamContext(
    ShippedNetwork shippedNetwork,
    String job,
    PhotoCollection.Place place,
    byte[] guide,
    String identity,
    Provenance provenance,
    String output)
    implements Serializable {
  /**
   * Looks up what a job names.
   *
   * @throws SpecException if there are no photos at that place, or the guide cannot be read
   */
  static DreamContext of(
      DreamJob job, NetworkSource source, Configuration storage, String version) {
    Network network = source.network();
    PhotoCollection.Place place = PhotoCollection.find(job.photos(), storage);
    byte[] guide =
        job.dreaming().guide().map(name -> guide(name, job, storage)).orElse(new byte[0]);
    String digest = guide.length == 0 ? "none" : TileKey.sha256(guide);
    String preprocessing = network.architecture().preprocessing().text();
    Provenance provenance =
        new Provenance(
            source.named(),
            job.subject(digest, place.root()),
            job.dreaming().recipe().json(),
            job.seed(),
            version);
    String identity =
        String.join(
            "\n",
            preprocessing,
            job.subject(digest, ""), // the same collection elsewhere gives the same dreams
            job.dreaming().recipe().json(),
            Long.toString(job.seed()));
    String output = HadoopStore.open(job.output(), storage).uri();
    return new DreamContext(
        source.shippedNetwork(), job.json(), place, guide, identity, provenance, output);
  }

  private static byte[] guide(String name, DreamJob job, Configuration storage) {
    try {
      byte[] bytes = Objects.read(name, storage);
      Photos.decode(bytes, name, job.photos().pixelLimit());
      return bytes;
    } catch (UnreadableImageException e) {
      throw new SpecException("Cannot read guide " + name + ": " + e.getMessage(), e).in("guide");
    } catch (SpecException e) {
      throw e.in("guide");
    }
  }
}
