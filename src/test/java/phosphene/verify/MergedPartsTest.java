package phosphene.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.cluster.Cluster;
import phosphene.cluster.GalleryListing;
import phosphene.gallery.Findings;
import phosphene.gallery.index.AtlasRows;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.plan.Unit;

/** A gallery whose small files of the index become one while it is looked at. */
class MergedPartsTest {
  @TempDir Path folder;

  @Test
  void aSnapshotThatIsOpenStaysAsItWas() throws InterruptedException {
    ObjectStore store = HadoopStore.open(folder.resolve("gallery").toString(), new Configuration());
    AtlasRows rows = new AtlasRows(store);
    rows.rendered(new Unit("conv", 0, 1), 1);
    rows.write();
    rows.rendered(new Unit("conv", 0, 2), 1);
    rows.write();
    Findings findings = new Findings(9);
    try (Cluster cluster = Cluster.open("merged parts", Optional.of("local[2]"));
        IndexSnapshot snapshot = IndexSnapshot.of(cluster, store)) {
      List<String> parts = TileRow.TABLE.files(store);
      rows.write();
      parts.forEach(store::delete);

      new IndexRules(snapshot, findings).single();
      try (GalleryListing listing = GalleryListing.of(store.uri(), cluster)) {
        new IndexRules(snapshot, findings).owned(listing.found());
      }
      assertThat(snapshot.things()).isEqualTo(2);
      assertThat(snapshot.view().find(TileRow.TABLE).orElseThrow().count()).isEqualTo(2);
    }
    assertThat(findings.trouble()).isZero();
  }
}
