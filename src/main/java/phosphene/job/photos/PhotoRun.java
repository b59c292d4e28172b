package phosphene.job.photos;

import java.util.Optional;
import java.util.Set;
import phosphene.cluster.Cluster;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Manifest;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.image.pixel.Format;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.JobListener;
import phosphene.job.run.PlannedWork;

/**
 * A job on a collection of photos, from its claim on the gallery to the last row. What can be
 * refused without looking through the collection is refused when it is made, before Spark starts.
 */
public abstract class PhotoRun extends ClaimedRun {
  private final PhotoLocations locations;
  private final Set<Format> redo;

  /**
   * A run that has claimed nothing yet.
   *
   * @param places of the job's objects in its gallery
   * @param redo formats whose photos are done again if an older decoder read them
   */
  protected PhotoRun(
      PhotoLocations locations, Manifest manifest, GalleryPlaces places, Set<Format> redo) {
    super(locations.store(), manifest, places);
    this.locations = locations;
    this.redo = Set.copyOf(redo);
  }

  @Override
  public final PlannedWork plannedWork(Cluster cluster) {
    return plannedWork(workPlan(cluster, redo), cluster);
  }

  /** The planned work; it closes the work plan. */
  protected abstract PlannedWork plannedWork(WorkPlan workPlan, Cluster cluster);

  /** Formats whose photos are done again if an older decoder read them. */
  final Set<Format> redo() {
    return redo;
  }

  protected final PhotoLocations locations() {
    return locations;
  }

  /** Where the photos are, as a URI. */
  public final String photos() {
    return locations.place().root();
  }

  /**
   * Lists the photos and finds what is missing in the gallery.
   *
   * @param redo formats whose photos are done again if an older decoder read them
   * @throws phosphene.spec.SpecException if there are no photos
   */
  protected abstract WorkPlan workPlan(Cluster cluster, Set<Format> redo);

  /** True if the gallery holds all that the job asks for. */
  protected abstract boolean finished(WorkPlan workPlan, Cluster cluster);

  /**
   * Makes what is missing, and leaves a summary in the gallery.
   *
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; what finished tasks made is in the
   *     index
   * @throws phosphene.gallery.store.StoreException if another job has taken the gallery over, or
   *     the store fails
   */
  protected abstract Summary render(
      WorkPlan workPlan, Cluster cluster, Optional<SlotPrice> tariff, JobListener listener)
      throws InterruptedException;
}
