package phosphene.job.photos;

import java.util.Optional;
import java.util.Set;
import phosphene.cluster.Cluster;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Manifest;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.image.Format;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.Outlook;
import phosphene.job.run.Watch;

/**
 * A job on a collection of photos, from its claim on the gallery to the last row. What can be
 * refused without looking through the collection is refused when it is made, before Spark starts.
 */
public abstract class PhotoRun extends ClaimedRun {
  private final PhotoSite site;
  private final Set<Format> redo;

  /**
   * A run that has claimed nothing yet.
   *
   * @param places of the job's objects in its gallery
   * @param redo formats whose photos are done again if an older decoder read them
   */
  protected PhotoRun(PhotoSite site, Manifest manifest, GalleryPlaces places, Set<Format> redo) {
    super(site.store(), manifest, places);
    this.site = site;
    this.redo = Set.copyOf(redo);
  }

  @Override
  public final Outlook outlook(Cluster cluster) {
    return outlook(survey(cluster, redo), cluster);
  }

  /** What is to be done, by what was found; it closes the survey. */
  protected abstract Outlook outlook(Survey survey, Cluster cluster);

  /** Formats whose photos are done again if an older decoder read them. */
  final Set<Format> redo() {
    return redo;
  }

  protected final PhotoSite site() {
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
  protected abstract Survey survey(Cluster cluster, Set<Format> redo);

  /** True if the gallery holds all that the job asks for. */
  protected abstract boolean finished(Survey survey, Cluster cluster);

  /**
   * Makes what is missing, and leaves a summary in the gallery.
   *
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; what finished tasks made is in the
   *     index
   * @throws phosphene.gallery.store.StoreException if another job has taken the gallery over, or the
   *     store fails
   */
  protected abstract Summary render(Survey survey, Cluster cluster, Optional<Tariff> tariff, Watch watch)
      throws InterruptedException;
}
