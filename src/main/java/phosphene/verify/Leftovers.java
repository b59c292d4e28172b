package phosphene.verify;

import java.io.Serializable;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.GalleryListing;
import phosphene.cluster.JobStage;
import phosphene.gallery.Findings;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.store.PendingUploads;
import phosphene.gallery.store.Walk.Found;

/**
 * What killed writers left in a gallery: hidden files, and uploads that never ended.
 *
 * @param gallery its URI
 */
record Leftovers(String gallery, Configuration storage) {
  /** Reports them, and folders that cannot be listed. */
  void find(GalleryListing listing, Findings findings) {
    findings.checked(Rule.TIDY, listing.count());
    JavaRDD<Problem> left = listing.found().filter(new Left()).map(new ToProblem());
    long count = left.count();
    if (count > 0) {
      findings.found(Rule.TIDY, count, left.takeOrdered(findings.most(), new InOrder()));
    }
    PendingUploads.below(gallery, storage)
        .ifPresent(
            uploads ->
                uploads.each(
                    upload -> {
                      findings.checked(Rule.TIDY, 1);
                      findings.found(
                          new Problem(
                              Rule.TIDY,
                              upload.name(),
                              "",
                              "an upload that began at " + upload.begun() + " and never ended"));
                    }));
  }

  /**
   * Removes those that are older than any writing takes.
   *
   * @return how many
   */
  long remove(Cluster cluster) throws InterruptedException {
    JavaSparkContext spark = cluster.context();
    long[] removed = {0};
    try (GalleryListing listing = GalleryListing.of(gallery, cluster)) {
      long before = Clock.systemUTC().millis() - PendingUploads.OLD.toMillis();
      new Dispatch<>(spark, new LeftoverRemoval(gallery, before))
          .run(
              List.of(
                  new JobStage<>(
                      "leftovers of " + gallery, listing.found().filter(new IsHidden()))),
              count -> removed[0] += count,
              () -> {});
    }
    int aborted =
        PendingUploads.below(gallery, storage)
            .map(
                uploads ->
                    uploads.abort(PendingUploads.OLD, Clock.systemUTC().instant(), name -> true))
            .orElse(0);
    return removed[0] + aborted;
  }

  private record IsHidden() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Leftover;
    }
  }

  /** Files that should not be there, and folders that cannot be listed. */
  private record Left() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Leftover || found instanceof Found.Locked;
    }
  }

  private record ToProblem() implements Function<Found, Problem> {
    @Override
    public Problem call(Found found) {
      String message =
          found instanceof Found.Locked locked
              ? "a folder that cannot be listed: " + locked.message()
              : "a file that a killed writer left";
      return new Problem(Rule.TIDY, found.name(), "", message);
    }
  }

  private record InOrder() implements Comparator<Problem>, Serializable {
    @Override
    public int compare(Problem one, Problem other) {
      return one.compareTo(other);
    }
  }
}
