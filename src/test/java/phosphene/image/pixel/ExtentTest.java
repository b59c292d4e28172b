package phosphene.image.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.image.Photos;
import phosphene.image.Samples;
import phosphene.image.codec.Jpeg;
import phosphene.image.png.PngChunks;
import phosphene.rig.Program;

/** What decoding takes is what {@link Extent} says: it is done by processes that have no more. */
@Timeout(300)
class ExtentTest {
  private static final int WIDTH = 4000;
  private static final int HEIGHT = 3000;
  // What Java itself, the decoders' classes and the row at hand take, and the file's copies.
  private static final int ELSE = 24;

  @TempDir Path folder;

  /** Decodes files one after the other: in a process of its own. */
  static final class Decoder {
    private Decoder() {}

    public static void main(String[] files) throws IOException {
      for (String file : files) {
        try {
          Photos.decode(Files.readAllBytes(Path.of(file)), 20_000_000);
        } catch (OutOfMemoryError e) {
          throw new IllegalStateException(file, e);
        }
      }
    }
  }

  @Test
  void photosOfEightBitsAreDecodedInSevenBytesAPixel() throws IOException {
    BufferedImage image = Samples.quarters(WIDTH, HEIGHT);
    byte[] png = Samples.file(image, "png");
    BufferedImage gray = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage palette = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED);
    List<String> files =
        List.of(
            write("jpeg", Samples.file(image, "jpeg")),
            write("progressive", Samples.progressive(image)),
            write("grey-jpeg", Samples.file(gray, "jpeg")),
            write("png", png),
            write("grey-png", Samples.file(gray, "png")),
            write("palette-png", Samples.file(palette, "png")),
            write("webp", Samples.ffmpeg(png, "-c:v libwebp -quality 80 -f webp")),
            write("lossless-webp", Samples.webp(image)),
            write("avif", Samples.ffmpeg(png, "-c:v libaom-av1 -cpu-used 8 -frames:v 1 -f avif")));

    for (String file : files) {
      Extent extent = Photos.extent(Files.readAllBytes(Path.of(file)), 20_000_000);
      assertThat(extent).isEqualTo(Extent.plain(WIDTH, HEIGHT));
      assertThat(extent.decodingBytes()).isEqualTo(7L * WIDTH * HEIGHT);
    }
    decode("plain", files, 7);
  }

  @Test
  void anyOthersAreDecodedInFifteen() throws IOException {
    BufferedImage glass = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    BufferedImage fine = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    BufferedImage palette = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] described =
        PngChunks.with(
            Samples.file(Samples.quarters(WIDTH, HEIGHT), "png"), "gAMA", new byte[] {0, 1, 0, 0});
    List<String> files =
        List.of(
            write("transparent", Samples.file(glass, "png")),
            write("sixteen", Samples.file(fine, "png")),
            write("gamma", described),
            write("gif", Samples.file(palette, "gif")),
            write(
                "transparent-webp",
                Samples.ffmpeg(
                    Samples.file(glass, "png"),
                    "-c:v libwebp -pix_fmt yuva420p -quality 80 -f webp")),
            write(
                "deep-avif",
                Samples.ffmpeg(
                    Samples.file(Samples.quarters(WIDTH, HEIGHT), "png"),
                    "-c:v libaom-av1 -cpu-used 8 -pix_fmt yuv420p10le -frames:v 1 -f avif")));

    for (String file : files) {
      Extent extent = Photos.extent(Files.readAllBytes(Path.of(file)), 20_000_000);
      assertThat(extent).isEqualTo(Extent.rich(WIDTH, HEIGHT));
      assertThat(extent.heldBytes()).isEqualTo(7L * WIDTH * HEIGHT);
    }
    decode("rich", files, 15);
  }

  @Test
  void sizesAreThoseOfTheFileAsItIsStored() {
    byte[] turned =
        Samples.withExif(
            Jpeg.encode(Samples.quarters(64, 48)),
            Samples.exif(java.nio.ByteOrder.BIG_ENDIAN, 6, new byte[4]));

    assertThat(Photos.extent(turned, 10_000)).isEqualTo(Extent.plain(64, 48));
    assertThat(Photos.decode(turned, 10_000).levels().width()).isEqualTo(48);
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private void decode(String name, List<String> files, int bytesAPixel) {
    long largest =
        files.stream().mapToLong(file -> Path.of(file).toFile().length()).max().orElse(0);
    long heap = (long) bytesAPixel * WIDTH * HEIGHT + 3 * largest + (ELSE << 20);
    List<String> arguments = new ArrayList<>();
    // Serial, with next to no young part: an array of any size has the heap to itself.
    arguments.addAll(List.of("-XX:+UseSerialGC", "-Xmn4m", "-Xmx" + (heap >> 10) + "k"));
    arguments.addAll(List.of("-Djava.awt.headless=true"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.add(Decoder.class.getName());
    arguments.addAll(files);
    try (Program program = Program.start(name, folder, Map.of(), arguments)) {
      int status = program.ended(Duration.ofMinutes(4));
      assertThat(status).as(program.printed()).isZero();
    }
  }
}
