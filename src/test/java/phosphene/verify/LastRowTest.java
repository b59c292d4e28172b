package phosphene.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.cluster.Cluster;
import phosphene.cluster.IndexView;
import phosphene.gallery.Findings;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.RowOrder;
import phosphene.gallery.ScanReceipt;
import phosphene.gallery.ScanReceipt.Freshness;
import phosphene.gallery.index.AtlasRows;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.RowMaker;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.index.UnitRow;
import phosphene.gallery.index.UnitsTable;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.DecoderVersion;
import phosphene.job.scan.DatasetStatistics;
import phosphene.network.Architecture;
import phosphene.network.zoo.Networks;
import phosphene.plan.PhotoFile;
import phosphene.plan.Unit;
import phosphene.spec.NetworkRef;

/** Which of several rows of one thing counts, for all who ask. */
class LastRowTest {
  private static final Instant FIRST = Instant.parse("2026-05-04T03:02:01.123456Z");
  private static final Instant SECOND = FIRST.plusSeconds(1);
  private static final Provenance PROVENANCE =
      new Provenance(new Provenance.NetworkName("squeezenet", "1", "rgb"), "", "{}", 1, "1");
  private static final Outcome.Picture PICTURE =
      new Outcome.Picture("scans/a.jpg/photo.jpg", 1, "0".repeat(64), 1, 1);
  private static final Outcome RENDERED = new Outcome.Rendered(PICTURE, new Outcome.Scores(0, 0));
  private static final Outcome FAILED = new Outcome.Failed(Reason.STORE, "interrupted");

  @TempDir Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void begin() {
    cluster = Cluster.open("last rows", Optional.of("local[2]"));
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  /** Of each photo two rows, in two files. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theScanThatWasAskedForLastCountsAndOfItsAttemptsTheOneThatDrew(boolean turned) {
    List<ScanRow> some =
        List.of(
            scan("given up", RENDERED, "same", FIRST, 1),
            scan("again", FAILED, "same", FIRST, 0),
            scan("changed", RENDERED, "old", FIRST, 2),
            scan("damaged", RENDERED, "old", FIRST, 8));
    List<ScanRow> others =
        List.of(
            scan("given up", FAILED, "", FIRST, 0),
            scan("again", RENDERED, "same", SECOND, 3),
            scan("changed", RENDERED, "new", SECOND, 4),
            scan("damaged", FAILED, "new", SECOND, 0));
    ObjectStore store = store("scans");
    write(store, turned ? others : some, 1);
    write(store, turned ? some : others, 2);

    assertThat(find(store, ScanRow.TABLE))
        .extracting(row -> row.getAs("photo") + " " + row.getAs("photo_sha256") + " " + status(row))
        .containsExactlyInAnyOrder(
            "given up same rendered",
            "again same rendered",
            "changed new rendered",
            "damaged new failed");
    assertThat(counted(store))
        .extracting(UnitRow::photos, UnitRow::maximum, UnitRow::sum)
        .containsExactly(tuple(3L, 4.0, 1.0 + 3 + 4));
    Findings findings = new Findings(9);
    try (IndexSnapshot snapshot = IndexSnapshot.of(cluster, store)) {
      new IndexRules(snapshot, findings).single();
    }
    assertThat(findings.trouble()).as("things with several last rows").isZero();
  }

  /** The clock of the earlier of two rows is a day ahead. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generationsAndSequencesDecideAndNotClocks(boolean turned) {
    Instant ahead = FIRST.plus(Duration.ofDays(1));
    RowOrder old = new RowOrder(7, 5);
    RowOrder later = new RowOrder(8, 0);
    RowOrder again = new RowOrder(8, 1);
    List<ScanRow> some =
        List.of(
            on(old, scan("changed", RENDERED, "old", ahead, 1)),
            scan("of old", RENDERED, "old", ahead, 1),
            on(old, scan("damaged", RENDERED, "old", ahead, 1)),
            on(later, scan("again", FAILED, "", ahead, 0)),
            on(later, scan("given up", RENDERED, "same", ahead, 2)));
    List<ScanRow> others =
        List.of(
            on(later, scan("changed", RENDERED, "new", FIRST, 2)),
            on(old, scan("of old", RENDERED, "new", FIRST, 2)),
            on(later, scan("damaged", FAILED, "new", FIRST, 0)),
            on(again, scan("again", RENDERED, "same", FIRST, 2)),
            on(again, scan("given up", FAILED, "", FIRST, 0)));
    ObjectStore store = store("scans");
    write(store, turned ? others : some, 1);
    write(store, turned ? some : others, 2);

    assertThat(find(store, ScanRow.TABLE))
        .extracting(row -> row.getAs("photo") + " " + row.getAs("photo_sha256") + " " + status(row))
        .containsExactlyInAnyOrder(
            "changed new rendered",
            "of old new rendered",
            "damaged new failed",
            "again same rendered",
            "given up same rendered");
    assertThat(counted(store))
        .extracting(UnitRow::photos, UnitRow::maximum)
        .containsExactly(tuple(4L, 2.0));
  }

  private static void write(ObjectStore store, List<ScanRow> rows, long second) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    try (IndexWriter<ScanRow> index =
        new IndexWriter<>(ScanRow.TABLE, store, IndexWriter.Limits.atOnce(), clock)) {
      rows.forEach(index::add);
    }
  }

  private static List<UnitRow> counted(ObjectStore store) {
    NetworkRef ref =
        new NetworkRef("squeezenet", Optional.of("random:1"), Optional.empty(), "test");
    Architecture architecture = Networks.resolve(ref, Path.of(".")).architecture();
    new DatasetStatistics(cluster, store, PROVENANCE, architecture).update(new RowOrder.Counter(1));
    UnitsTable table = new UnitsTable(store);
    return table.rows(table.contents().orElseThrow());
  }

  private static List<Row> find(ObjectStore store, IndexTable<?> table) {
    return new IndexView(cluster, store).find(table).orElseThrow().collectAsList();
  }

  private static String status(Row row) {
    return row.getAs("status");
  }

  @Test
  void noFailureUndoesATile() {
    ObjectStore store = store("tiles");
    AtlasRows atlas = new AtlasRows(store);
    Unit unit = new Unit("a", 0, 0);
    atlas.failed(unit);
    atlas.rendered(unit, 1);
    atlas.failed(unit);
    atlas.write();

    assertThat(find(store, TileRow.TABLE))
        .extracting(LastRowTest::status)
        .containsExactly("rendered");
    assertThat(TileIndex.known(store).values()).hasSize(1).allMatch(TileIndex.Known::drawn);
    assertThat(TileIndex.tiles(store).values())
        .extracting(TileRow::status)
        .containsExactly("rendered");
  }

  private ObjectStore store(String name) {
    return HadoopStore.open(folder.resolve(name).toString(), new Configuration());
  }

  /** A row of a photo, whose one unit has that maximum. */
  private static ScanRow scan(
      String photo, Outcome outcome, String sha256, Instant asked, float maximum) {
    ScanReceipt receipt =
        new ScanReceipt(
            new PhotoFile(photo, 1, Instant.EPOCH),
            outcome,
            Freshness.NEW,
            1,
            new Receipt.Maker("nd4j", "cpu"),
            new DecoderVersion("png", 2));
    ScanRow.Units unit =
        new ScanRow.Units(
            "conv1", List.of(maximum), List.of(maximum), List.of(maximum), List.of(0));
    ScanRow.Box box = new ScanRow.Box(0, 0, 1, 1);
    ScanRow.Found found =
        new ScanRow.Found(1, 1, box, List.of(), List.of(), List.of(unit), PICTURE, null);
    return ScanRow.of(
        receipt,
        photo + " " + sha256,
        sha256,
        List.of(),
        PROVENANCE,
        1,
        outcome == RENDERED ? found : null,
        asked);
  }

  private static ScanRow on(RowOrder order, ScanRow row) {
    return RowMaker.ordered(order, row);
  }
}
