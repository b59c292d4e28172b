package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;

/** Objectives that read files, by the command line. */
class ObjectiveFilesInGalleryTest {
  @TempDir Path folder = Path.of("");

  private void photo(float level) throws IOException {
    float[] planes = new float[3 * 64 * 64];
    Arrays.fill(planes, 0, 64 * 64, level);
    Files.write(folder.resolve("photo.png"), Png.encode(new Raster(64, 64, planes), Map.of()));
  }

  private Ran render(String rendering) throws IOException {
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            "job: atlas\nnetwork: primer\nlayers: block2_conv1\noutput: %s\nrenderings:\n  %s: {objective: {caricature: {photos: [%s]}}, recipe: {size: 32, steps: 2}}\n"
                .formatted(folder.resolve("out"), rendering, folder.resolve("photo.png")));
    return Ran.phosphene("render", job.toString(), "--master", "local[1]");
  }

  @Test
  void aPhotoThatChangedReplacesNoImage() throws Exception {
    photo(0.2f);
    Ran first = render("cat");
    assertThat(first.code()).as(first.err()).isZero();
    Path tile = folder.resolve("out/tiles/cat/block2_conv1/0.png");
    byte[] drawn = Files.readAllBytes(tile);

    photo(0.9f);
    Ran changed = render("cat");

    assertThat(changed.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(changed.err())
        .contains(
            "cat/block2_conv1/0 is of other contents of the objective's files (give the file"
                + " and this rendering other names, or choose another output)");
    assertThat(tile).hasBinaryContent(drawn);
  }
}
