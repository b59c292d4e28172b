package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Deterministic;
import phosphene.image.codec.Png;

/** The recipe maco from the photos of its spectrum to tiles, on the network of the program. */
class MacoRenderTest {
  @TempDir Path folder;

  private Ran spectrum(String... more) {
    return Ran.phosphene(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("spectrum", photos().toString()),
                java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private Path photos() {
    return folder.resolve("photos");
  }

  private Path spectrumFile() {
    return folder.resolve("mine.yaml");
  }

  /** Writes photos of blocks of random colors, one that is too small, and a text. */
  private void takePhotos() throws Exception {
    Files.createDirectories(photos().resolve("more"));
    Files.writeString(photos().resolve("notes.txt"), "no photo");
    write(photos().resolve("a.png").toFile(), 300, 1);
    write(photos().resolve("more/b.png").toFile(), 280, 2);
    write(photos().resolve("small.png").toFile(), 200, 3);
  }

  private static void write(File file, int size, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < size; y += 20) {
      for (int x = 0; x < size; x += 20) {
        int color = random.nextInt(1 << 24);
        for (int i = 0; i < 400; i++) {
          image.setRGB(Math.min(size - 1, x + i % 20), Math.min(size - 1, y + i / 20), color);
        }
      }
    }
    ImageIO.write(image, "png", file);
  }

  private Ran render(String output, String... more) throws Exception {
    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        "job: atlas\nnetwork: primer\nlayers: [block2_conv1]\nunits: 0-2\nrecipe:\n"
            + "  name: maco\n  size: 48\n  steps: 4\n  retries: 0\n  parameterization:\n    maco:\n"
            + "      spectrum: "
            + spectrumFile()
            + "\noutput: "
            + folder.resolve(output)
            + "\n");
    return Ran.phosphene(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("render", job.toString(), "--master", "local[1]"),
                java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  @Deterministic
  @Test
  void aMeasuredSpectrumIsRenderedAndItsFileIsNotNeededAfterwards() throws Exception {
    takePhotos();
    Ran measured = spectrum("--output", spectrumFile().toString());
    assertThat(measured.code()).as(measured.err()).isZero();
    assertThat(measured.out())
        .contains("Measured 2 photos: " + spectrumFile())
        .contains("Left out: " + photos() + "/small.png: a side below 256\n")
        .contains("Left out: " + photos() + "/notes.txt: ");

    Ran first = render("one");
    assertThat(first.code()).as(first.err() + first.out()).isZero();
    Map<String, String> tiles = Studio.tiles(folder.resolve("one"));
    assertThat(tiles).hasSize(3);
    Path tile = folder.resolve("one").resolve(tiles.keySet().iterator().next());
    Png.Decoded decoded = Png.decode(Files.readAllBytes(tile));
    assertThat(decoded.opacity()).isPresent();
    assertThat(decoded.raster().width()).isEqualTo(48);
    assertThat(decoded.texts().get("phosphene:recipe"))
        .contains("\"spectrum\":[-")
        .contains("\"transparency\":true")
        .doesNotContain("mine.yaml");

    Ran other = render("two", "--batch", "1");
    assertThat(other.code()).isZero();
    assertThat(Studio.tiles(folder.resolve("two"))).isEqualTo(tiles);
    Ran shipped = render("three", "--set", "recipe.parameterization.maco.spectrum=leaves");
    assertThat(shipped.code()).isZero();
    assertThat(Studio.tiles(folder.resolve("three"))).isNotEqualTo(tiles);

    Files.delete(spectrumFile());
    Ran verified = Ran.phosphene("verify", folder.resolve("one").toString(), "--rerender", "3");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void mistakesAreToldByLineAndRule() throws Exception {
    Files.writeString(spectrumFile(), "of: nothing\nlevels: [1, 2]\n");
    assertThat(render("x").err())
        .contains("mine.yaml:2: Invalid levels: 2 numbers (must be 240 numbers)");
    Files.delete(spectrumFile());
    Ran missing = render("x");
    assertThat(missing.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(missing.err())
        .startsWith(folder.resolve("job.yaml") + ":12: ")
        .contains("mine.yaml");
    assertThat(render("x", "--set", "recipe.parameterization.maco.spectrum=trees").err())
        .contains("spectrum: trees (must be leaves, or the path or URI of a .yaml");
    assertThat(spectrum("--output", "x.npy").err())
        .contains("Invalid --output: x.npy (must end with .yaml)");
    assertThat(spectrum("--output", "x.yaml").err()).contains("must be a folder of this machine");
    Files.createDirectories(photos());
    assertThat(spectrum("--output", "x.yaml").err()).contains("no photo of at least 256 pixels");
  }
}
