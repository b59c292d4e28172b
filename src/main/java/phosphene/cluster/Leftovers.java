package phosphene.cluster;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.gallery.Findings;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.PendingUploads;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.Walk.Found;

/**
 * What killed writers left in a gallery: hidden files, and uploads that never ended.
 *
 * @param gallery its URI
 */
record Leftovers(String gallery, Configuration storage) {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  // Longer than an object takes to be written, clocks that differ included.
  private static final Duration OLD = Duration.ofMinutes(10);

  /** Tells of them, and of what cannot be looked into. */
  void find(Inventory inventory, Findings findings) {
    findings.checked(Rule.TIDY, inventory.count());
    JavaRDD<Problem> left = inventory.found().filter(new Left()).map(new Told());
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
    try (Inventory inventory = Inventory.of(gallery, cluster)) {
      long before = Clock.systemUTC().millis() - OLD.toMillis();
      new Dispatch<>(spark, new Sweep(gallery, before))
          .run(
              List.of(
                  new Lot<>("leftovers of " + gallery, inventory.found().filter(new IsHidden()))),
              count -> removed[0] += count,
              () -> {});
    }
    int aborted =
        PendingUploads.below(gallery, storage)
            .map(uploads -> uploads.abort(OLD, Clock.systemUTC().instant(), name -> true))
            .orElse(0);
    return removed[0] + aborted;
  }

  /** Drops old uploads to a gallery's places, if the store lets us: no job fails for them. */
  void dropUploads(GalleryPlaces places) {
    Instant now = Clock.systemUTC().instant();
    try {
      PendingUploads.below(gallery, storage)
          .map(uploads -> uploads.abort(OLD, now, places::belongs))
          .filter(dropped -> dropped > 0)
          .ifPresent(dropped -> LOG.info("Dropped {} uploads that never ended", dropped));
    } catch (RuntimeException e) { // S3A's own too, of answers that break off
      LOG.info("Cannot drop uploads that never ended: {}", e.getMessage());
    }
  }

  private record IsHidden() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Leftover;
    }
  }

  /** What should not be there, and what cannot be looked into. */
  private record Left() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Leftover || found instanceof Found.Locked;
    }
  }

  private record Told() implements Function<Found, Problem> {
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
