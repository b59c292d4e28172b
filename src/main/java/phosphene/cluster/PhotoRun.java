package phosphene.cluster;

import java.util.Optional;
import java.util.Set;
import phosphene.gallery.Manifest;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.image.Format;

/**
 * A job on a collection of photos, from its claim on the gallery to the last row. What can be
 * refused without looking through the collection is refused when it is made, before Spark starts.
 */
public abstract class PhotoRun extends ClaimedRun {
  private final PhotoSite site;

  PhotoRun(PhotoSite site, Manifest manifest) {
    super(site.store(), manifest);
    this.site = site;
  }

  final PhotoSite site() {
    return site;
  }

  /** Where the photos are, as a URI. */
  public final String photos() {
    return site.place().root();
  }

  /**
   * Lists the photos and finds what is missing in the gallery.
   *
   * @param redo formats whose photos are done again if an older decoder read them
   * @throws phosphene.spec.SpecException if there are no photos
   */
  public abstract Survey survey(Cluster cluster, Set<Format> redo);

  /** True if the gallery holds all that the job asks for. */
  public abstract boolean finished(Survey survey, Cluster cluster);

  /**
   * Makes what is missing, and leaves a summary in the gallery.
   *
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; what finished tasks made is in the
   *     index
   * @throws phosphene.gallery.StoreException if another job has taken the gallery over, or the
   *     store fails
   */
  public abstract Summary render(
      Survey survey, Cluster cluster, Optional<Tariff> tariff, Watch watch)
      throws InterruptedException;
}
