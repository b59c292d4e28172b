package phosphene.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Slow;
import phosphene.cluster.Cluster;
import phosphene.cluster.GalleryListing;
import phosphene.cluster.IndexView;
import phosphene.gallery.Findings;
import phosphene.gallery.Outcome;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.RowOrder;
import phosphene.gallery.ScanReceipt;
import phosphene.gallery.ScanReceipt.Freshness;
import phosphene.gallery.index.AtlasRows;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.TileRow;
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

/** Galleries in folders whose names are patterns to others, beside those that the patterns mean. */
@Slow
class OddPlacesTest {
  private static final List<String> MEANT = List.of("g1", "gx", "a", "b", "a b");
  private static final Provenance PROVENANCE =
      new Provenance(new Provenance.NetworkName("squeezenet", "1", "rgb"), "", "{}", 1, "1");
  private static final Outcome.Picture PICTURE =
      new Outcome.Picture("scans/a.jpg/photo.jpg", 1, "0".repeat(64), 1, 1);

  @TempDir static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void begin() {
    cluster = Cluster.open("odd places", Optional.of("local[2]"));
    MEANT.forEach(name -> scan(atlas(name, 9), 8));
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g[1]",
        "{a,b}",
        "*",
        "g?",
        "g\\1",
        "\\[g\\]",
        " g ",
        "a%20b",
        "a#b",
        "a:b",
        "g:/x",
        "_g",
        "a{",
        "größe 漢字"
      })
  void areReadAsTheyAreWritten(String name) {
    ObjectStore store = atlas(name, 2);

    List<Row> rows =
        new IndexView(cluster, store).find(TileRow.TABLE).orElseThrow().collectAsList();

    assertThat(rows).extracting(row -> row.getInt(row.fieldIndex("channel"))).containsOnly(0, 1);
    Findings findings = new Findings(9);
    try (IndexSnapshot snapshot = IndexSnapshot.of(cluster, store);
        GalleryListing listing = GalleryListing.of(store.uri(), cluster)) {
      assertThat(snapshot.things()).isEqualTo(2);
      new IndexRules(snapshot, findings).owned(listing.found());
    }
    assertThat(findings.trouble()).isZero();

    scan(store, 3);
    UnitsTable table = new UnitsTable(store);
    new DatasetStatistics(cluster, store, PROVENANCE, architecture())
        .update(new RowOrder.Counter(1));
    scan(store, 4);
    new DatasetStatistics(cluster, store, PROVENANCE, architecture())
        .update(new RowOrder.Counter(2));
    assertThat(table.rows(table.contents().orElseThrow()))
        .hasSize(1)
        .allMatch(row -> row.photos() == 2 && row.maximum() == 4);
  }

  private static ObjectStore store(String name) {
    return HadoopStore.open(folder.resolve(name).toString(), new Configuration());
  }

  private static ObjectStore atlas(String name, int units) {
    ObjectStore store = store(name);
    AtlasRows atlas = new AtlasRows(store);
    for (int i = 0; i < units; i++) {
      atlas.rendered(new Unit("a", 0, i), 1);
    }
    atlas.write();
    return store;
  }

  /** Enters a photo, whose one unit has that maximum. */
  private static void scan(ObjectStore store, float maximum) {
    ScanReceipt receipt =
        new ScanReceipt(
            new PhotoFile("photo " + maximum, 1, Instant.EPOCH),
            new Outcome.Rendered(PICTURE, new Outcome.Scores(0, 0)),
            Freshness.NEW,
            1,
            new Receipt.Maker("nd4j", "cpu"),
            DecoderVersion.NONE);
    List<Float> one = List.of(maximum);
    ScanRow.Units unit = new ScanRow.Units("conv1", one, one, one, List.of(0));
    ScanRow.Found found =
        new ScanRow.Found(
            1, 1, new ScanRow.Box(0, 0, 1, 1), List.of(), List.of(), List.of(unit), PICTURE, null);
    try (IndexWriter<ScanRow> index =
        new IndexWriter<>(ScanRow.TABLE, store, IndexWriter.Limits.atOnce(), Clock.systemUTC())) {
      index.add(
          ScanRow.of(
              receipt, "key " + maximum, "sha", List.of(), PROVENANCE, 1, found, Instant.EPOCH));
    }
  }

  private static Architecture architecture() {
    NetworkRef ref =
        new NetworkRef("squeezenet", Optional.of("random:1"), Optional.empty(), "test");
    return Networks.resolve(ref, Path.of(".")).architecture();
  }
}
