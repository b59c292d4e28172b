package phosphene.gallery.index;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Provenance;
import phosphene.plan.TileKey;

/**
 * A row of {@code index/frames}; the columns are the components in snake case. A failed frame has
 * no width, height, figures, path, bytes and sha256.
 *
 * @param key of the frame: SHA-256 of its flight's key and its number
 * @param flight its name
 * @param flightKey {@link phosphene.plan.FlightKey}
 * @param frame its number, from 0
 * @param time seconds from the beginning of the flight
 * @param units what was maximized, by its name
 * @param recipe canonical JSON
 * @param status rendered or failed
 * @param reason of a failure: the label of an {@link Outcome.Reason}
 * @param score of the units on the frame
 * @param contrast standard deviation of the luminance, of 1 for white
 * @param saturation root mean square distance of the colours from grey
 * @param flicker mean |difference| from the frame before after motion compensation, of 1 for white
 * @param path in the gallery
 * @param seconds of a core or GPU
 * @param renderedAt when its flight was entered into the index, for the last time
 * @param generation of the lease of the run that wrote this row: of several rows of one thing the
 *     one with the greatest counts, whatever the clocks say; null in rows of earlier versions
 * @param sequence of the row in its run
 */
public record FrameRow(
    String key,
    String network,
    String networkSha256,
    String flight,
    String flightKey,
    int frame,
    double time,
    String units,
    String recipe,
    String recipeSha256,
    long seed,
    @Nullable Integer width,
    @Nullable Integer height,
    String status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Double score,
    @Nullable Double contrast,
    @Nullable Double saturation,
    @Nullable Double flicker,
    @Nullable String path,
    @Nullable Long bytes,
    @Nullable String sha256,
    double seconds,
    String engine,
    String device,
    String version,
    Instant renderedAt,
    @Nullable Long generation,
    @Nullable Long sequence)
    implements Serializable {
  /** A row a frame of a flight. A flight that was changed has a new key, and its frames replace. */
  public static final IndexTable<FrameRow> TABLE =
      new IndexTable<>(
          "frames",
          FrameRow.class,
          "a frame of a flight",
          List.of("flight", "frame"),
          IndexTable.byRun("rendered_at"),
          IndexTable.PICTURE,
          Optional.of(new IndexTable.Edition("flight", "flight_key")));

  /** The row of a receipt. */
  public static FrameRow of(FrameReceipt receipt, Provenance provenance, Instant now) {
    Outcome outcome = receipt.outcome();
    Picture picture = outcome instanceof Outcome.Rendered rendered ? rendered.picture() : null;
    FrameReceipt.Figures figures = receipt.figures();
    return RowMaker.of(FrameRow.class)
        .provenance(provenance)
        .picture(picture)
        .ending(OutcomeColumns.of(outcome))
        .maker(receipt.maker(), receipt.seconds())
        .set("key", TileKey.sha256(receipt.key() + "\n" + receipt.frame()))
        .set("flight", receipt.flight())
        .set("flightKey", receipt.key())
        .set("frame", receipt.frame())
        .set("time", receipt.time())
        .set("units", receipt.units())
        .set("score", figures == null ? null : figures.score())
        .set("contrast", figures == null ? null : figures.contrast())
        .set("saturation", figures == null ? null : figures.saturation())
        .set("flicker", figures == null ? null : figures.flicker())
        .set("renderedAt", now)
        .make();
  }

  /** The same frame, of a flight that is its name's last edition from now on. */
  public FrameRow anew(Instant now) {
    return RowMaker.like(this).set("renderedAt", now).make();
  }
}
