package phosphene.gallery.index;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import phosphene.gallery.FeedingUnit;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Outcome.Scores;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.image.figures.ColorShare;
import phosphene.image.figures.Figures;
import phosphene.image.figures.Orientation;
import phosphene.plan.Tile;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;

/** Rows of an index of tiles. */
public final class Rows {
  public static final Provenance PROVENANCE =
      new Provenance(
          new Provenance.NetworkName("vgg19", "abc", "rgb"),
          Objective.standard().json(),
          Recipe.standard().json(),
          42,
          "1.0");
  static final Receipt.Course COURSE =
      new Receipt.Course(1, 2, 512, 3.25, new Receipt.Maker("nd4j cpu", "cpu"));

  static final Figures FIGURES =
      new Figures(
          0.125,
          0.75,
          0.25,
          List.of(
              new ColorShare("#d04040", "red", 0.5f), new ColorShare("#000000", "black", 0.25f)),
          new Orientation(45, 0.5));

  private Rows() {}

  /** A tile of {@code block1_conv1}. */
  static Tile tile(int channel) {
    Unit unit = new Unit("block1_conv1", 0, channel);
    return new Tile("default", unit, TileKey.of("abc", unit, "x"));
  }

  static Outcome rendered(int channel) {
    return new Outcome.Rendered(picture(channel), new Scores(-0.5, 12.75));
  }

  static Picture picture(int channel) {
    String path = Layout.tile("default", tile(channel).unit());
    return new Picture(path, 30_000 + channel, TileKey.sha256(path), 128, 96);
  }

  /** Eight inputs that are another channel's no more than those of real units are. */
  static List<FeedingUnit> inputs(int channel) {
    SplittableRandom random = new SplittableRandom(channel);
    return IntStream.range(0, 8)
        .mapToObj(
            i -> new FeedingUnit("conv", random.nextInt(512), (float) random.nextDouble(-1, 1)))
        .toList();
  }

  /** Those of an image; none of a failure. */
  static List<Figures> figures(Outcome outcome) {
    return outcome instanceof Outcome.Failed ? List.of() : List.of(FIGURES);
  }

  static TileRow row(int channel, Outcome outcome, Instant at) {
    return TileRow.of(
        new Receipt(tile(channel), outcome, COURSE, inputs(channel), figures(outcome)),
        PROVENANCE,
        at);
  }
}
