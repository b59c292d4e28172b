package phosphene.job.dream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.cluster.Cluster;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Tour;
import phosphene.gallery.Outcome;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.DecoderVersion;
import phosphene.plan.DreamKey;
import phosphene.plan.PhotoFile;

/** Sheets and tours that a gallery of dreams lacks, of so many photos that no list of them fits. */
class MissingOutputsTest {
  private static final List<String> MIXES = List.of("conv1");
  private static final List<String> PHOTOS = List.of("a.jpg", "beach/b.jpg", "beach/c.jpg");

  @TempDir Path folder;
  private static Cluster cluster;
  private ObjectStore gallery;

  @BeforeAll
  static void begin() {
    cluster = Cluster.open("missing outputs", Optional.of("local[2]"));
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @BeforeEach
  void dream() {
    gallery = HadoopStore.open(folder.toString(), new Configuration());
    try (IndexWriter<DreamRow> index =
        new IndexWriter<>(
            DreamRow.TABLE, gallery, IndexWriter.Limits.atOnce(), Clock.systemUTC())) {
      PHOTOS.forEach(photo -> index.add(row(photo)));
    }
  }

  @Test
  void sheetsAreListedByExecutorsAlone() {
    FolderSheetPlan sheets = new FolderSheetPlan(cluster, unlisted(Layout.SHEETS), "toy", MIXES);
    assertThat(sheets.missing().map(FolderSheet::path).collect())
        .containsExactlyInAnyOrder("sheets/sheet~001.png", "sheets/beach/sheet~001.png");

    gallery.write("sheets/beach/sheet~001.png", new byte[1]);
    gallery.write("sheets/sheet~001.png", new byte[1]);
    assertThat(sheets.missing().collect()).isEmpty();

    sheets.remove(missing("beach/new.jpg"));
    assertThat(sheets.missing().map(FolderSheet::path).collect())
        .containsExactly("sheets/beach/sheet~001.png");
  }

  @Test
  void toursAreListedByExecutorsAlone() {
    TourPlan tours = new TourPlan(cluster, unlisted(Layout.TOURS), MIXES);
    Dataset<Row> all = missing(PHOTOS.toArray(String[]::new));
    assertThat(tours.missing(all).map(TourTask::photo).collect())
        .containsExactlyInAnyOrderElementsOf(PHOTOS);

    for (String photo : PHOTOS) {
      gallery.write(Layout.tour(photo, Tour.MP4), new byte[1]);
      gallery.write(Layout.tour(photo, Tour.GIF), new byte[1]);
    }
    assertThat(tours.missing(all).collect()).isEmpty();

    tours.remove(missing("beach/b.jpg", "beach/new.jpg"));
    assertThat(tours.missing(all).map(TourTask::photo).collect()).containsExactly("beach/b.jpg");
    assertThat(gallery.list(Layout.TOURS)).hasSize(4);
  }

  /** The gallery, of which the driver must not list a folder. */
  private ObjectStore unlisted(String name) {
    return new ForwardingStore(gallery) {
      @Override
      public List<Entry> list(String folder) {
        assertThat(folder).as("a list for the driver to hold").isNotEqualTo(name);
        return super.list(folder);
      }
    };
  }

  private static Dataset<Row> missing(String... photos) {
    return cluster.session().createDataset(List.of(photos), Encoders.STRING()).toDF("photo");
  }

  private static DreamRow row(String photo) {
    Outcome.Picture image =
        new Outcome.Picture("dreams/" + photo + "/conv1.jpg", 1, "0".repeat(64), 1, 1);
    DreamReceipt receipt =
        new DreamReceipt(
            new PhotoFile(photo, 1, Instant.EPOCH),
            "50a1",
            List.of(),
            "conv1",
            DreamKey.of("abc", photo, "50a1", "conv1", "x"),
            new Outcome.Rendered(image, new Outcome.Scores(0, 1)),
            1,
            new Receipt.Maker("nd4j", "cpu"),
            DecoderVersion.NONE);
    Provenance provenance =
        new Provenance(new Provenance.NetworkName("toy", "abc", "rgb"), "{}", "{}", 1, "1");
    return DreamRow.of(receipt, provenance, 1000, Instant.EPOCH);
  }
}
