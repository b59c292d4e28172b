package phosphene.gallery.index;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code index/units}: how strongly the photos of the collection excite a unit. The
 * columns are the components in snake case; values are after the nonlinearity unless they say
 * otherwise.
 *
 * @param layerIndex of its node in the network
 * @param photos that were scanned
 * @param firing the share of photos in which the unit fires, 0 to 1
 * @param maximum its largest value in any photo; with a ReLU before it, so that of a unit that
 *     never fires it is 0 or less
 * @param mean over all positions of all photos
 * @param percentile999 of the photos' largest values: one photo in a thousand has a larger one;
 *     wrong by at most 1.6 %, see {@code scan.LogHistogram}
 * @param meanMaximum the largest mean over the positions of one photo
 * @param meanMaximumBefore the same before the nonlinearity
 * @param top the photos with the largest values, at most nine, the strongest first
 * @param fired the number of photos in which the unit fires
 * @param sum of the photos' means
 * @param peaks how many photos have a largest value of about that size
 * @param updatedAt when the last photos were added
 * @param generation of the lease of the run that wrote this row: of several rows of one thing the
 *     one with the greatest counts, whatever the clocks say; null in rows of earlier versions
 * @param sequence of the row in its run
 */
public record UnitRow(
    String network,
    String networkSha256,
    String layer,
    int layerIndex,
    int channel,
    long photos,
    double firing,
    double maximum,
    double mean,
    double percentile999,
    double meanMaximum,
    double meanMaximumBefore,
    List<Top> top,
    long fired,
    double sum,
    List<Peak> peaks,
    Instant updatedAt,
    @Nullable Long generation,
    @Nullable Long sequence) {
  /** A row a unit: what all scans say of it together. */
  public static final IndexTable<UnitRow> TABLE =
      new IndexTable<>(
          "units",
          UnitRow.class,
          "what all scanned photos say of a unit",
          List.of("layer", "channel"),
          IndexTable.byOrder("updated_at"),
          List.of());

  /**
   * A photo that excites the unit.
   *
   * @param box what the position of the maximum sees of the photo
   */
  public record Top(String photo, float maximum, ScanRow.Box box) {}

  /** How many photos are in a bucket of {@code scan.LogHistogram}. */
  public record Peak(int bucket, long count) {}
}
