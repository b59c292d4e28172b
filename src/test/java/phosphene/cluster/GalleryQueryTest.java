package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.AtlasRows;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.StoreException;
import phosphene.plan.Unit;
import phosphene.spec.SpecException;

/** Galleries that cannot be asked. */
class GalleryQueryTest {
  @TempDir Path gallery;

  @BeforeEach
  void write() {
    AtlasRows rows = new AtlasRows(HadoopStore.open(gallery.toString(), new Configuration()));
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
}
