package phosphene.gallery;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.Outcome.Picture;
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
 * @param units what was raised, by its name
 * @param recipe canonical JSON
 * @param status rendered or failed
 * @param reason of a failure: the word of an {@link Outcome.Reason}
 * @param score of the units on the frame
 * @param contrast standard deviation of the luminance, of 1 for white
 * @param saturation root mean square distance of the colours from grey
 * @param flicker mean |difference| from the frame before after motion compensation, of 1 for white
 * @param path in the gallery
 * @param seconds of a core or GPU
 * @param renderedAt when its flight was entered into the index, for the last time
 * @param generation of the lease of the run that wrote this row: of rows that mean one thing the
 *     greatest counts, whatever the clocks say; null in rows of earlier versions
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

  /** The row of a receipt. */
  public static FrameRow of(FrameReceipt receipt, Provenance provenance, Instant now) {
    Outcome outcome = receipt.outcome();
    Picture picture = outcome instanceof Outcome.Rendered rendered ? rendered.picture() : null;
    Outcome.Failed failed = outcome instanceof Outcome.Failed failure ? failure : null;
    FrameReceipt.Figures figures = receipt.figures();
    return new FrameRow(
        TileKey.sha256(receipt.key() + "\n" + receipt.frame()),
        provenance.network().name(),
        provenance.network().sha256(),
        receipt.flight(),
        receipt.key(),
        receipt.frame(),
        receipt.time(),
        receipt.units(),
        provenance.recipe(),
        provenance.recipeSha256(),
        provenance.seed(),
        picture == null ? null : picture.width(),
        picture == null ? null : picture.height(),
        failed == null ? TileRow.RENDERED : TileRow.FAILED,
        failed == null ? null : failed.reason().word(),
        failed == null ? null : failed.message(),
        figures == null ? null : figures.score(),
        figures == null ? null : figures.contrast(),
        figures == null ? null : figures.saturation(),
        figures == null ? null : figures.flicker(),
        picture == null ? null : picture.path(),
        picture == null ? null : picture.bytes(),
        picture == null ? null : picture.sha256(),
        receipt.seconds(),
        receipt.maker().engine(),
        receipt.maker().device(),
        provenance.version(),
        now,
        null,
        null);
  }

  /** The same frame, of a flight that is its name's last edition from now on. */
  public FrameRow anew(Instant now) {
    return new FrameRow(
        key,
        network,
        networkSha256,
        flight,
        flightKey,
        frame,
        time,
        units,
        recipe,
        recipeSha256,
        seed,
        width,
        height,
        status,
        reason,
        message,
        score,
        contrast,
        saturation,
        flicker,
        path,
        bytes,
        sha256,
        seconds,
        engine,
        device,
        version,
        now,
        null,
        null);
  }
}
