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

  static TileRow row(int channel, Outcome outcome, Instant at) {
    return TileRow.of(new Receipt(tile(channel), outcome, COURSE, inputs(channel)), PROVENANCE, at);
  }
}
