package phosphene.job.photos;

import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.StoreException;
import phosphene.image.pixel.Format;
import phosphene.spec.Photos;
import phosphene.spec.SpecException;

/** Where a job of photos reads and writes. */
public record PhotoLocations(Photos photos, PhotoCollection.Place place, ObjectStore store) {
  private static final Logger LOG = LoggerFactory.getLogger(PhotoLocations.class);

  /**
   * Looks a job's places up.
   *
   * @throws SpecException if there are no photos at that place, or the output holds them
   */
  public static PhotoLocations of(Photos photos, String output, Configuration storage) {
    PhotoCollection.Place place = PhotoCollection.find(photos, storage);
    try {
      ObjectStore store = HadoopStore.open(output, storage);
      if ((place.root() + "/").startsWith(store.uri() + "/")) {
        throw new SpecException(
                "Invalid output: " + output + " (must not hold the photos: " + place.root() + ")")
            .in("output");
      }
      return new PhotoLocations(photos, place, store);
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  /**
   * Lists the photos and finds what is missing in the gallery.
   *
   * @param known the last row of each image; empty for a new gallery
   * @param redo formats whose photos are done again if an older decoder read them
   * @throws SpecException if there are no photos
   */
  public WorkPlan workPlan(
      Cluster cluster, WorkPlan.Wanted wanted, Optional<Dataset<Row>> known, Set<Format> redo) {
    long begin = System.nanoTime();
    cluster.context().setJobDescription("photos of " + place.root());
    ResumeCheck resumeCheck = new ResumeCheck(photos.pixelLimit(), photos.choice().others(), redo);
    WorkPlan workPlan = WorkPlan.of(place, cluster, wanted, known, resumeCheck);
    LOG.info(
        "Found {} photos in {} s",
        workPlan.totals().photos(),
        Math.round((System.nanoTime() - begin) / 1e9));
    if (workPlan.totals().files() == 0 && workPlan.totals().locked() == 0) {
      workPlan.close();
      String notes = String.join("; ", workPlan.warnings());
      throw new SpecException(
          photos.where()
              + ": Cannot read photos: none in "
              + photos.place()
              + (notes.isEmpty() ? "" : " (" + notes + ")"));
    }
    return workPlan;
  }
}
