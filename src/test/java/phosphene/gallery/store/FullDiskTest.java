package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.gallery.lease.Lease;
import phosphene.rig.SmallDisk;
import phosphene.spec.SpecException;

/** A disk without room: nothing half-written stays, and it is not the user's mistake. */
class FullDiskTest {
  private static final String FULL = "No space left on device";

  @TempDir Path folder;

  /** When the disk says so. */
  enum Step {
    CREATE,
    WRITE,
    CLOSE
  }

  /** Like Hadoop's own on a full disk: the file is there, and what comes then is an Error. */
  static final class Full extends RawLocalFileSystem {
    static volatile Step step = Step.CREATE;

    @Override
    public FSDataOutputStream create(org.apache.hadoop.fs.Path path, boolean overwrite)
        throws IOException {
      FSDataOutputStream out = super.create(path, overwrite);
      if (step == Step.CREATE) {
        out.close();
        throw full();
      }
      return new FSDataOutputStream(new Torn(out), null);
    }

    private static FSError full() {
      return error(FULL);
    }

    static FSError error(String message) {
      try { // only Hadoop may make one
        var constructor = FSError.class.getDeclaredConstructor(Throwable.class);
        constructor.setAccessible(true);
        return constructor.newInstance(new IOException(message));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    private static final class Torn extends FilterOutputStream {
      Torn(OutputStream out) {
        super(out);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        if (step == Step.WRITE) {
          throw full();
        }
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        throw full();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingStaysOfAnObjectThatDidNotFit(Step step) throws IOException {
    open(new Configuration()).write("a", new byte[] {1});
    Full.step = step;
    Configuration full = new Configuration();
    full.setClass("fs.file.impl", Full.class, FileSystem.class);
    full.setBoolean("fs.file.impl.disable.cache", true);
    ObjectStore store = open(full);

    assertThatThrownBy(() -> store.write("a", new byte[9]))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + store.uri() + "/a: " + FULL);
    assertThatThrownBy(() -> store.create("b/c", new byte[9])).isInstanceOf(StoreException.class);

    assertThat(files(folder)).containsExactly("gallery/a");
    assertThat(folder.resolve("gallery/a")).hasBinaryContent(new byte[] {1});
    assertThatThrownBy(() -> Lease.take(store, line -> {}))
        .as("not a mistake in what was asked")
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith(FULL);
  }

  @Test
  void nothingStaysOnADiskWithoutRoom() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      ObjectStore store = HadoopStore.open(disk.folder() + "/gallery", new Configuration());
      store.write("a", new byte[10_000]);
      disk.fill();

      assertThatThrownBy(() -> store.write("tiles/b", new byte[10_000]))
          .isInstanceOf(StoreException.class)
          .hasMessage("Cannot write " + store.uri() + "/tiles/b: " + FULL);
      assertThatThrownBy(() -> store.create("c", new byte[10_000])).hasMessageEndingWith(FULL);

      assertThat(files(disk.folder())).containsExactly("filler", "gallery/a");
    }
  }

  @Test
  void aCopyThatDidNotFitLeavesNothingAndIsNotTakenForAnUnreadableObject() throws IOException {
    Path object = Files.write(folder.resolve("weights"), new byte[300_000]);
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      Path copy = disk.folder().resolve("copy/weights");

      assertThatThrownBy(() -> Objects.copy(object.toString(), copy, new Configuration()))
          .isInstanceOf(StoreException.class)
          .hasMessage("Cannot write " + copy + ": " + FULL);

      assertThat(files(disk.folder())).isEmpty();
    }
    assertThatThrownBy(() -> Objects.copy(object + "x", folder.resolve("y"), new Configuration()))
        .isInstanceOf(SpecException.class);
  }

  private ObjectStore open(Configuration configuration) {
    return HadoopStore.open(folder.resolve("gallery").toString(), configuration);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
