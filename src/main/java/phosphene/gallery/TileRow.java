package phosphene.gallery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Outcome.Scores;
import phosphene.plan.Unit;

/**
 * A row of {@code index/tiles}; the columns are the components in snake case. A failed tile has no
 * width, height, scores, path, bytes and sha256.
 *
 * @param key {@link phosphene.plan.TileKey}
 * @param objective canonical JSON
 * @param recipe canonical JSON
 * @param status rendered, dead or failed
 * @param reason of a failure: its kind and message
 * @param naturalMax the largest value that the objective, as it is, has on a photo of a gallery of
 *     scans, where known
 * @param naturalRatio how many times as much as any photo the picture excites the unit, where that
 *     is more than 0: {@code score_end / natural_max}
 * @param inputs the units that feed this one most, the strongest first
 * @param path in the gallery
 * @param seconds of a core or GPU
 * @param generation of the lease of the run that wrote this row: of rows that mean one thing the
 *     greatest counts, whatever the clocks say; null in rows of earlier versions
 * @param sequence of the row in its run
 */
public record TileRow(
    String key,
    String network,
    String networkSha256,
    String layer,
    int layerIndex,
    int channel,
    String objective,
    String recipe,
    String recipeSha256,
    long seed,
    @Nullable Integer width,
    @Nullable Integer height,
    int steps,
    int attempt,
    int rung,
    String status,
    @Nullable String reason,
    @Nullable Double scoreStart,
    @Nullable Double scoreEnd,
    @Nullable Double naturalMax,
    @Nullable Double naturalRatio,
    List<Input> inputs,
    @Nullable String path,
    @Nullable Long bytes,
    @Nullable String sha256,
    double seconds,
    String engine,
    String device,
    String version,
    Instant renderedAt,
    @Nullable Long generation,
    @Nullable Long sequence) {

  /** The status of a picture that excites its unit. */
  public static final String RENDERED = "rendered";

  /** Of a file in a collection of photos that is none: there is no picture, and nothing failed. */
  public static final String SKIPPED = "skipped";

  /** The status of a picture of a unit that never fired. */
  public static final String DEAD = "dead";

  /** The status of a tile without picture. */
  public static final String FAILED = "failed";

  RowOrder order() {
    return RowOrder.of(generation, sequence);
  }

  /** The row of a receipt. */
  public static TileRow of(Receipt receipt, Provenance provenance, Instant now) {
    Outcome outcome = receipt.outcome();
    if (outcome instanceof Outcome.Rendered rendered) {
      return row(receipt, provenance, now, RENDERED, rendered.picture(), rendered.scores(), null);
    }
    if (outcome instanceof Outcome.Dead dead) {
      return row(receipt, provenance, now, DEAD, dead.picture(), dead.scores(), null);
    }
    if (outcome instanceof Outcome.Failed failed) {
      String reason = failed.reason().word() + ": " + failed.message();
      return row(receipt, provenance, now, FAILED, null, null, reason);
    }
    throw new AssertionError(outcome);
  }

  private static TileRow row(
      Receipt receipt,
      Provenance provenance,
      Instant now,
      String status,
      @Nullable Picture picture,
      @Nullable Scores scores,
      @Nullable String reason) {
    Unit unit = receipt.tile().unit();
    Receipt.Course course = receipt.course();
    return new TileRow(
        receipt.tile().key().hex(),
        provenance.network().name(),
        provenance.network().sha256(),
        unit.layer(),
        unit.layerIndex(),
        unit.channel(),
        provenance.objective(),
        provenance.recipe(),
        provenance.recipeSha256(),
        provenance.seed(),
        picture == null ? null : picture.width(),
        picture == null ? null : picture.height(),
        course.steps(),
        course.attempt(),
        course.rung(),
        status,
        reason,
        scores == null ? null : scores.start(),
        scores == null ? null : scores.end(),
        null,
        null,
        receipt.inputs(),
        picture == null ? null : picture.path(),
        picture == null ? null : picture.bytes(),
        picture == null ? null : picture.sha256(),
        course.seconds(),
        course.maker().engine(),
        course.maker().device(),
        provenance.version(),
        now,
        null,
        null);
  }

  /**
   * This row with what photos say of its unit; it has no place in the order of rows yet.
   *
   * @param max null if they say nothing
   */
  public TileRow natural(@Nullable Double max) {
    return new TileRow(
        key,
        network,
        networkSha256,
        layer,
        layerIndex,
        channel,
        objective,
        recipe,
        recipeSha256,
        seed,
        width,
        height,
        steps,
        attempt,
        rung,
        status,
        reason,
        scoreStart,
        scoreEnd,
        max,
        scoreEnd == null || max == null || max <= 0 ? null : Double.valueOf(scoreEnd / max),
        inputs,
        path,
        bytes,
        sha256,
        seconds,
        engine,
        device,
        version,
        renderedAt,
        null,
        null);
  }
}
