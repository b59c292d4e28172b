package phosphene.gallery.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import phosphene.gallery.FeedingUnit;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Outcome.Scores;
import phosphene.gallery.Receipt;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;

/** The table of tiles. */
class TileIndexTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123456Z");
  private static final Outcome FAILED = new Outcome.Failed(Reason.STORE, "conv/7: disk full");

  private final MemoryStore store = new MemoryStore();

  @Test
  void aRenderedTileFillsItsRow() {
    assertThat(Rows.row(7, Rows.rendered(7), NOW))
        .isEqualTo(
            new TileRow(
                Rows.tile(7).key().hex(),
                "vgg19",
                "abc",
                "default",
                "block1_conv1",
                0,
                7,
                Objective.standard().json(),
                Recipe.standard().json(),
                Rows.PROVENANCE.recipeSha256(),
                42,
                128,
                96,
                512,
                1,
                2,
                "rendered",
                null,
                -0.5,
                12.75,
                null,
                null,
                0.125,
                0.75,
                0.25,
                Rows.FIGURES.colors(),
                45.0,
                0.5,
                null,
                null,
                Rows.inputs(7),
                "tiles/default/block1_conv1/7.png",
                30_007L,
                Rows.picture(7).sha256(),
                3.25,
                "nd4j cpu",
                "cpu",
                "1.0",
                NOW,
                null,
                null));
  }

  @Test
  void aTileIsMeasuredByPhotosThatExciteItsUnit() {
    assertThat(known(7, 3).datasetRatio()).isEqualTo(4.25);
    assertThat(known(7, 0).datasetRatio()).isNull();
    assertThat(known(7, -1).datasetRatio()).isNull();
  }

  @Test
  void aDeadTileHasAPictureAndAFailedOneAReason() {
    TileRow dead = Rows.row(1, new Outcome.Dead(Rows.picture(1), new Scores(0, 0)), NOW);
    TileRow failed = Rows.row(7, FAILED, NOW);

    assertThat(dead.status()).isEqualTo("dead");
    assertThat(dead.path()).isEqualTo("tiles/default/block1_conv1/1.png");
    assertThat(dead.reason()).isNull();
    assertThat(failed.status()).isEqualTo("failed");
    assertThat(dead.inputs()).isEqualTo(Rows.inputs(1));
    assertThat(failed.inputs()).isEqualTo(Rows.inputs(7));
    assertThat(failed.reason()).isEqualTo("store: conv/7: disk full");
    assertThat(failed)
        .extracting(
            TileRow::width,
            TileRow::height,
            TileRow::scoreStart,
            TileRow::scoreEnd,
            TileRow::path,
            TileRow::bytes,
            TileRow::sha256)
        .containsOnlyNulls();
  }

  @Test
  void everyColumnComesBackAsItWas() {
    List<TileRow> rows =
        List.of(
            Rows.row(0, Rows.rendered(0), NOW),
            Rows.row(1, new Outcome.Dead(Rows.picture(1), new Scores(0, -0.0)), NOW),
            Rows.row(2, FAILED, Instant.EPOCH),
            scored(3, Double.MAX_VALUE, 1e300),
            scored(4, -1e300, Double.MIN_VALUE),
            scored(5, -Double.MAX_VALUE, 0.1),
            known(6, 1.5),
            fed(8),
            fed(
                9,
                new FeedingUnit("input", 2, Float.NEGATIVE_INFINITY),
                new FeedingUnit("größe", 0, Float.MIN_VALUE)),
            Rows.row(7, new Outcome.Failed(Reason.INTERNAL, "größe 漢字 😀 \n \"q\""), NOW));

    store.write("index/tiles/part-1.parquet", TileRow.TABLE.parquet(rows));

    assertThat(read()).isEqualTo(rows);
  }

  @Test
  void onlyParquetFilesAreRead() {
    store.write("index/tiles/_SUCCESS", new byte[0]);
    store.write("index/dreams/part-1.parquet", new byte[1]);
    store.write("index/tiles/part-1.parquet", TileRow.TABLE.parquet(List.of()));

    assertThat(read()).isEmpty();
    assertThat(TileIndex.known(store)).isEmpty();
  }

  @Test
  void anIndexThatDoesNotExistKnowsNothing() {
    assertThat(TileIndex.known(store)).isEmpty();
  }

  @Test
  void theLastRowOfAKeyWinsWhateverTheOrderOfTheFiles() {
    TileRow failed = Rows.row(7, FAILED, NOW);
    TileRow rendered = Rows.row(7, Rows.rendered(7), NOW.plusMillis(1));
    String key = rendered.key();

    store.write("index/tiles/part-1.parquet", TileRow.TABLE.parquet(List.of(rendered)));
    store.write("index/tiles/part-2.parquet", TileRow.TABLE.parquet(List.of(failed)));

    assertThat(TileIndex.known(store))
        .isEqualTo(
            Map.of(
                key,
                new TileIndex.Known(
                    key,
                    "default",
                    "block1_conv1",
                    7,
                    "rendered",
                    rendered.renderedAt(),
                    null,
                    null)));

    store.write("index/tiles/part-0.parquet", TileRow.TABLE.parquet(List.of(failed, rendered)));
    store.delete("index/tiles/part-1.parquet");
    store.delete("index/tiles/part-2.parquet");
    assertThat(TileIndex.known(store)).extractingByKey(key).matches(TileIndex.Known::drawn);
  }

  /** A job that goes on while another process reads. */
  @Test
  void aFileThatWasMergedSinceItWasListedIsReadInTheOneThatTookItsPlace() {
    TileRow first = Rows.row(1, Rows.rendered(1), NOW);
    TileRow second = Rows.row(2, Rows.rendered(2), NOW);
    store.write("index/tiles/part-1.parquet", TileRow.TABLE.parquet(List.of(first)));
    store.write("index/tiles/part-2.parquet", TileRow.TABLE.parquet(List.of(second)));
    ObjectStore merging =
        new ForwardingStore(store) {
          @Override
          public List<Entry> list(String folder) {
            List<Entry> listed = super.list(folder);
            write("index/tiles/part-3.parquet", TileRow.TABLE.parquet(List.of(first, second)));
            delete("index/tiles/part-1.parquet");
            delete("index/tiles/part-2.parquet");
            return listed;
          }
        };

    assertThat(TileIndex.known(merging)).containsOnlyKeys(first.key(), second.key());
  }

  @Test
  void aFileThatIsListedAndNotThereIsAFailureOfTheStore() {
    ObjectStore odd =
        new ForwardingStore(store) {
          @Override
          public List<Entry> list(String folder) {
            return List.of(new Entry("index/tiles/part-1.parquet", 9));
          }
        };

    assertThatThrownBy(() -> TileIndex.known(odd))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot read memory:/gallery/index/tiles/part-1.parquet: it is listed and not there");
  }

  @Test
  void filesOfEarlierVersionsAreKnown() {
    byte[] now = TileRow.TABLE.parquet(List.of(Rows.row(0, Rows.rendered(0), NOW)));
    store.write("index/tiles/part-1.parquet", Columns.without("inputs", now));
    store.write(
        "index/tiles/part-2.parquet",
        TileRow.TABLE.parquet(List.of(Rows.row(1, Rows.rendered(1), NOW))));

    assertThat(TileIndex.known(store).values())
        .filteredOn(TileIndex.Known::drawn)
        .extracting(TileIndex.Known::channel)
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void whatFailedIsNotDrawn() {
    store.write(
        "index/tiles/part-1.parquet",
        TileRow.TABLE.parquet(
            List.of(
                Rows.row(0, Rows.rendered(0), NOW),
                Rows.row(1, new Outcome.Dead(Rows.picture(1), new Scores(0, 0)), NOW),
                Rows.row(2, FAILED, NOW))));

    assertThat(TileIndex.known(store).values())
        .filteredOn(TileIndex.Known::drawn)
        .extracting(TileIndex.Known::channel)
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aDamagedPartIsNamed() {
    byte[] whole = TileRow.TABLE.parquet(List.of(Rows.row(0, Rows.rendered(0), NOW)));
    store.write("index/tiles/part-1.parquet", "no parquet".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> TileIndex.known(store))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot read memory:/gallery/index/tiles/part-1.parquet: ");

    store.write("index/tiles/part-1.parquet", Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> TileIndex.known(store))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot read memory:/gallery/index/tiles/part-1.parquet: ");
  }

  @Test
  void aHundredThousandRowsAreSmall() {
    List<TileRow> rows =
        IntStream.range(0, 100_000).mapToObj(i -> Rows.row(i, Rows.rendered(i), NOW)).toList();

    byte[] parquet = TileRow.TABLE.parquet(rows);
    store.write("index/tiles/part-1.parquet", parquet);

    // A key and a digest of 32 random bytes each, eight weights of 4 and channels of 9 bits; all
    // else repeats.
    assertThat(parquet.length).isBetween(10_500_000, 13_000_000);
    assertThat(TileIndex.known(store)).hasSize(100_000);
  }

  private List<TileRow> read() {
    List<TileRow> rows = new ArrayList<>();
    TileRow.TABLE.each(store, TileRow.class, rows::add);
    return rows;
  }

  private static TileRow scored(int channel, double start, double end) {
    return Rows.row(
        channel, new Outcome.Rendered(Rows.picture(channel), new Scores(start, end)), NOW);
  }

  private static TileRow fed(int channel, FeedingUnit... inputs) {
    Receipt receipt =
        new Receipt(
            Rows.tile(channel), Rows.rendered(channel), Rows.COURSE, List.of(inputs), List.of());
    return TileRow.of(receipt, Rows.PROVENANCE, NOW);
  }

  private static TileRow known(int channel, double max) {
    return Rows.row(channel, Rows.rendered(channel), NOW).withDatasetMax(max);
  }
}
