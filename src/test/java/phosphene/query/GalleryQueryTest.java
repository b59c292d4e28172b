package phosphene.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.index.AtlasRows;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.job.JobKinds;
import phosphene.plan.Unit;
import phosphene.spec.SpecException;

/** Galleries that cannot be asked. */
class GalleryQueryTest {
  @TempDir Path gallery;
  private AtlasRows rows;

  @BeforeEach
  void write() {
    rows = new AtlasRows(HadoopStore.open(gallery.toString(), new Configuration()));
    rows.rendered(new Unit("conv", 0, 1), 1);
    rows.write();
  }

  @Test
  void whatTheStoreDoesNotGiveIsNoDamage() throws IOException {
    Files.createSymbolicLink(
        gallery.resolve("index/dreams"), Files.createDirectory(gallery.resolve("elsewhere")));

    assertThatThrownBy(() -> GalleryQuery.open(gallery.toString(), JobKinds.tables()))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith(
            "index/dreams is a symbolic link, which is not followed in a gallery");
  }

  @Test
  void aFileThatIsNoTableIsDamage() throws IOException {
    Files.writeString(gallery.resolve("index/tiles/part-0.parquet"), "no table");

    assertThatThrownBy(() -> GalleryQuery.open(gallery.toString(), JobKinds.tables()))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot query file:" + gallery + ": its index is damaged");
  }

  @Test
  void filesThatAJobHasPutTogetherAreListedAgain() {
    try (GalleryQuery query = GalleryQuery.open(gallery.toString(), JobKinds.tables())) {
      QueryResult result = query.ask("SELECT channel FROM tiles ORDER BY channel");
      putTogether(2);
      assertThat(result.cells()).toIterable().containsExactly(List.of("1"), List.of("2"));
      putTogether(3);
      assertThat(result.json()).toIterable().hasSize(3);
      putTogether(4);
      assertThat(result.csv()).toIterable().containsExactly("channel", "1", "2", "3", "4");

      ObjectStore store = HadoopStore.open(gallery.toString(), new Configuration());
      TileRow.TABLE.files(store).forEach(store::delete);
      assertThatThrownBy(() -> result.cells().hasNext()).isInstanceOf(RuntimeException.class);
    }
  }

  /** One more tile, and one file for all, as at the end of a job. */
  private void putTogether(int channel) {
    ObjectStore store = HadoopStore.open(gallery.toString(), new Configuration());
    List<String> parts = TileRow.TABLE.files(store);
    rows.rendered(new Unit("conv", 0, channel), 1);
    rows.write();
    parts.forEach(store::delete);
  }
}
