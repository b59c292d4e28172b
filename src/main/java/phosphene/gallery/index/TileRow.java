package phosphene.gallery.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.FeedingUnit;
import phosphene.gallery.Judgement;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Outcome.Scores;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.RowOrder;
import phosphene.image.figures.ColorShare;
import phosphene.image.figures.Figures;
import phosphene.plan.Unit;

/**
 * A row of {@code index/tiles}; the columns are the components in snake case. A failed tile has no
 * width, height, scores, figures, path, bytes and sha256.
 *
 * @param key {@link phosphene.plan.TileKey}
 * @param rendering its name in the gallery
 * @param objective canonical JSON
 * @param recipe canonical JSON
 * @param status rendered, dead or failed
 * @param reason of a failure: its kind and message
 * @param datasetMax the largest value that the objective, as it is, has on a photo of a gallery of
 *     scans, where known
 * @param datasetRatio how many times as much as any photo the image excites the unit, where that is
 *     more than 0: {@code score_end / dataset_max}
 * @param highFrequencies the share of the luma's power beyond 0.25 cycles a pixel: {@link Figures}
 * @param border how much rougher the outermost pixels are than the inside
 * @param clipped the share of values at 0 or 255
 * @param colors the dominant ones, the largest first
 * @param orientation of the image's lines in degrees, 0 horizontal, counterclockwise to 180
 * @param coherence 1 if all of its lines are parallel, 0 if no direction is before others
 * @param recognized of a class: what the network itself takes the image for, as its file is; null
 *     if that was not asked
 * @param transfer of a class: what the job's judge takes it for; null without a judge
 * @param inputs the units that feed this one most, the strongest first
 * @param path in the gallery
 * @param seconds of a core or GPU
 * @param generation of the lease of the run that wrote this row: of several rows of one thing the
 *     one with the greatest counts, whatever the clocks say; null in rows of earlier versions
 * @param sequence of the row in its run
 */
public record TileRow(
    String key,
    String network,
    String networkSha256,
    String rendering,
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
    int retry,
    String status,
    @Nullable String reason,
    @Nullable Double scoreStart,
    @Nullable Double scoreEnd,
    @Nullable Double datasetMax,
    @Nullable Double datasetRatio,
    @Nullable Double highFrequencies,
    @Nullable Double border,
    @Nullable Double clipped,
    @Nullable List<ColorShare> colors,
    @Nullable Double orientation,
    @Nullable Double coherence,
    @Nullable Judgement recognized,
    @Nullable Judgement transfer,
    List<FeedingUnit> inputs,
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
  /** A row a tile. An image is a function of its key: once it is rendered, no failure undoes it. */
  public static final IndexTable<TileRow> TABLE =
      new IndexTable<>(
          "tiles",
          TileRow.class,
          "the image of a unit",
          List.of("key"),
          IndexTable.byPicture("rendered_at"),
          IndexTable.PICTURE);

  /** The status of an image that excites its unit. */
  public static final String RENDERED = "rendered";

  /**
   * The status of a file in a collection that is no photo: there is no image, and nothing failed.
   */
  public static final String SKIPPED = "skipped";

  /** The status of an image of a unit that never fired. */
  public static final String DEAD = "dead";

  /** The status of a tile without image. */
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
      String reason = failed.reason().label() + ": " + failed.message();
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
    Optional<Figures> figures = receipt.figures().stream().findFirst();
    return RowMaker.of(TileRow.class)
        .provenance(provenance)
        .picture(picture)
        .scores(scores)
        .ending(new OutcomeColumns(status, reason, null))
        .maker(course.maker(), course.seconds())
        .set("key", receipt.tile().key().hex())
        .set("rendering", receipt.tile().rendering())
        .set("layer", unit.layer())
        .set("layerIndex", unit.layerIndex())
        .set("channel", unit.channel())
        .set("steps", course.steps())
        .set("attempt", course.attempt())
        .set("retry", course.retry())
        .set("datasetMax", null)
        .set("datasetRatio", null)
        .set("highFrequencies", figures.map(Figures::highFrequencies).orElse(null))
        .set("border", figures.map(Figures::border).orElse(null))
        .set("clipped", figures.map(Figures::clipped).orElse(null))
        .set("colors", figures.map(Figures::colors).orElse(null))
        .set("orientation", figures.map(some -> some.orientation().degrees()).orElse(null))
        .set("coherence", figures.map(some -> some.orientation().coherence()).orElse(null))
        .set("recognized", null)
        .set("transfer", null)
        .set("inputs", receipt.inputs())
        .set("renderedAt", now)
        .make();
  }

  /**
   * This row with what judges say of its image; it has no place in the order of rows yet.
   *
   * @param judgements of the network itself, and of the job's judge if it has one
   */
  public TileRow withJudgements(List<Judgement> judgements) {
    return RowMaker.like(this)
        .set("recognized", judgements.get(0))
        .set("transfer", judgements.size() > 1 ? judgements.get(1) : transfer)
        .make();
  }

  /**
   * This row with what photos say of its unit; it has no place in the order of rows yet.
   *
   * @param max null if they say nothing
   */
  public TileRow withDatasetMax(@Nullable Double max) {
    Double ratio =
        scoreEnd == null || max == null || max <= 0 ? null : Double.valueOf(scoreEnd / max);
    return RowMaker.like(this).set("datasetMax", max).set("datasetRatio", ratio).make();
  }
}
