package phosphene.gallery.index;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.Outcome;
import phosphene.gallery.Provenance;
import phosphene.gallery.ScanReceipt;
import phosphene.image.pixel.Area;

/**
 * A row of {@code index/scans}; the columns are the components in snake case. A failed scan, or one
 * that was skipped as the file is no photo, has no sizes, classes, layers, units, and no path.
 *
 * @param key {@link phosphene.plan.ScanKey}
 * @param photo its path in the collection
 * @param photoSha256 of its bytes, if they could be read
 * @param photoModified as its store said; with the path and the bytes it tells a photo that has not
 *     changed
 * @param pixelLimit the most pixels that the job allowed
 * @param photoFormat of the file, as {@link phosphene.image.DecoderVersion} says
 * @param photoDecoder which decoder read it, or failed to; rows of version 0.1 have none
 * @param width of the upright photo
 * @param square the part of it that the network saw
 * @param recipe canonical JSON of layers and of what is kept
 * @param status rendered, failed or skipped
 * @param reason of a failure: the label of an {@link Outcome.Reason}; {@code not_a_photo} of a file
 *     that was skipped
 * @param message of a failure
 * @param notes what a person may want to know of the photo's file, such as a name that belies its
 *     format; several with a semicolon between
 * @param classes the likeliest, the first five; none without a classifier
 * @param layers the strongest channels of each, in the order of the network
 * @param units the figures of all channels of each layer
 * @param path of the image that the network saw, in the gallery
 * @param neuronsPath of the values of all neurons, if they are kept
 * @param seconds of a core or GPU
 * @param checkedAt when this row was asked for, by the clock of the job that asked
 * @param generation of the lease of the run that wrote this row: of several rows of one thing the
 *     one with the greatest counts, whatever the clocks say; null in rows of earlier versions
 * @param sequence of the attempt in its run
 */
public record ScanRow(
    String key,
    String network,
    String networkSha256,
    String photo,
    @Nullable String photoSha256,
    long photoBytes,
    Instant photoModified,
    long pixelLimit,
    @Nullable String photoFormat,
    @Nullable Integer photoDecoder,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Box square,
    String recipe,
    String recipeSha256,
    String status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String notes,
    List<ClassProbability> classes,
    List<Strong> layers,
    List<Units> units,
    @Nullable String path,
    @Nullable Long bytes,
    @Nullable String sha256,
    @Nullable String neuronsPath,
    @Nullable Long neuronsBytes,
    @Nullable String neuronsSha256,
    double seconds,
    String engine,
    String device,
    String version,
    Instant checkedAt,
    @Nullable Long generation,
    @Nullable Long sequence) {
  /** A row a photo. Rows of one sequence are of attempts at one scan. */
  public static final IndexTable<ScanRow> TABLE =
      new IndexTable<>(
          "scans",
          ScanRow.class,
          "what a photo excites",
          List.of("photo"),
          IndexTable.byRun("checked_at"),
          List.of("path", "neurons_path"));

  /** A rectangle in pixels of the upright photo. */
  public record Box(int x, int y, int width, int height) {
    /** The same as an area of an image. */
    public Area area() {
      return new Area(x, y, width, height);
    }
  }

  /** The channels of a layer that fire most, at most ten, the strongest first. */
  public record Strong(String layer, List<Channel> channels) {}

  /**
   * A channel.
   *
   * @param maximum its largest value after the nonlinearity
   * @param mean over all positions, after the nonlinearity
   * @param box what the position of the maximum sees of the photo
   */
  public record Channel(int channel, float maximum, float mean, Box box) {}

  /**
   * The channels of a layer, a value each.
   *
   * @param maxima the largest values, of a ReLU before it, else after the nonlinearity: more than 0
   *     where the unit fires
   * @param means over all positions, after the nonlinearity
   * @param meansBefore over all positions, before the nonlinearity
   * @param positions of the maxima: row times the layer's width plus column
   */
  public record Units(
      String layer,
      List<Float> maxima,
      List<Float> means,
      List<Float> meansBefore,
      List<Integer> positions) {}

  /** What was found and stored of a photo. */
  public record Found(
      int width,
      int height,
      Box square,
      List<ClassProbability> classes,
      List<Strong> layers,
      List<Units> units,
      Outcome.Picture picture,
      @Nullable Stored neurons) {

    /** The image, with the bytes of all that was written. */
    public Outcome.Picture written() {
      return new Outcome.Picture(
          picture.path(),
          picture.bytes() + (neurons == null ? 0 : neurons.bytes()),
          picture.sha256(),
          picture.width(),
          picture.height());
    }
  }

  /** An object that was written. */
  public record Stored(String path, long bytes, String sha256) {}

  /**
   * The row of a receipt.
   *
   * @param sha256 of the photo's bytes; empty if they could not be read
   * @param notes on the photo's file
   * @param found of a scan that did not fail
   * @param asked when the job asked for it
   */
  public static ScanRow of(
      ScanReceipt receipt,
      String key,
      String sha256,
      List<String> notes,
      Provenance provenance,
      long pixelLimit,
      @Nullable Found found,
      Instant asked) {
    Stored neurons = found == null ? null : found.neurons();
    return RowMaker.of(ScanRow.class)
        .provenance(provenance)
        .picture(found == null ? null : found.picture())
        .ending(OutcomeColumns.of(receipt.outcome()))
        .maker(receipt.maker(), receipt.seconds())
        .photo(receipt.photo(), sha256, receipt.decoder(), notes)
        .set("key", key)
        .set("pixelLimit", pixelLimit)
        .set("width", found == null ? null : found.width()) // of the photo, not of the picture
        .set("height", found == null ? null : found.height())
        .set("square", found == null ? null : found.square())
        .set("classes", found == null ? List.of() : found.classes())
        .set("layers", found == null ? List.of() : found.layers())
        .set("units", found == null ? List.of() : found.units())
        .set("neuronsPath", neurons == null ? null : neurons.path())
        .set("neuronsBytes", neurons == null ? null : neurons.bytes())
        .set("neuronsSha256", neurons == null ? null : neurons.sha256())
        .set("checkedAt", asked)
        .make();
  }
}
