package phosphene.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a network as a Spark job ships them. */
class NetworkFilesTest {
  @TempDir Path folder;

  /** Caches of downloads hold links to files of other names, relative to where they lie. */
  @Test
  void aFileThatIsALinkIsShippedUnderAnotherNameAsWhatItNames() throws IOException {
    Path data =
        Files.writeString(Files.createDirectory(folder.resolve("blobs")).resolve("7e"), "d");
    Path main = Files.writeString(folder.resolve("Model.onnx"), "m");
    Path link = Files.createDirectory(folder.resolve("part")).resolve("model.onnx");
    Files.createSymbolicLink(link, link.getParent().relativize(data));

    List<Path> shipped = new NetworkFiles(main, List.of("part/model.onnx")).shipped();

    assertThat(shipped.get(0)).isEqualTo(main);
    assertThat(shipped.get(1)).hasContent("d");
    assertThat(shipped.get(1).getFileName().toString()).endsWith("-model.onnx");
    assertThat(shipped.get(1)).isNotEqualTo(link);
  }
}
