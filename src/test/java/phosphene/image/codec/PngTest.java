package phosphene.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Deterministic;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.plan.TileKey;

public class PngTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "64, 64", "301, 7", "200, 200"})
  void everyEightBitRasterSurvivesTheRoundTrip(int width, int height) {
    Raster noise = noise(width, height);

    Png.Decoded decoded = Png.decode(Png.encode(noise, Map.of()));

    assertThat(decoded.raster().width()).isEqualTo(width);
    assertThat(decoded.raster().planes()).isEqualTo(noise.planes());
    assertThat(decoded.texts()).isEmpty();
  }

  @Test
  void textsSurviveTheRoundTripInTheirOrder() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("recipe", "{\"size\":128}");
    texts.put("Größe", "grün — 緑 — 🟩\nsecond line");
    texts.put("empty", "");
    texts.put("k".repeat(79), "x".repeat(100_000));

    Map<String, String> read = Png.decode(Png.encode(noise(4, 4), texts)).texts();

    assertThat(List.copyOf(read.entrySet())).isEqualTo(List.copyOf(texts.entrySet()));
  }

  @Deterministic
  @Test
  void theSamePictureGivesTheSameBytes() {
    Map<String, String> texts = Map.of("seed", "42");

    assertThat(Png.encode(noise(33, 20), texts)).isEqualTo(Png.encode(noise(33, 20), texts));
  }

  /** Whatever plug-ins ImageIO has, and whatever zlib the machine. */
  @Test
  @Deterministic
  void filesHaveTheseBytesOnEveryMachine() {
    ByteArrayOutputStream files = new ByteArrayOutputStream();
    files.writeBytes(Png.encode(noise(33, 20), Map.of()));
    files.writeBytes(Png.encode(raster(256, 64, i -> i % 256 / 255f), Map.of("seed", "42")));

    assertThat(TileKey.sha256(files.toByteArray()))
        .isEqualTo("aa314c085d32524648840eb97a19f4dfa4152b78dd1f0b089e2a7bd9d3ed0fa4");
  }

  @Test
  void theJdkReadsWhatIsWritten() throws IOException {
    Raster noise = noise(9, 5);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.encode(noise, Map.of())));

    assertThat(image.getRGB(8, 4) & 0xff).isEqualTo(Math.round(noise.planes()[3 * 45 - 1] * 255));
  }

  @Test
  void smoothPicturesAreCompressed() {
    Raster ramp = raster(256, 256, i -> (i % 256 + i / 256 % 256) / 510f);

    assertThat(Png.encode(ramp, Map.of())).hasSizeLessThan(256 * 256 * 3 / 20);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0",
    "0, 0",
    "0.00195, 0",
    "0.00197, 1",
    "0.5, 128",
    "1, 255",
    "7, 255",
    "NaN, 0",
    "Infinity, 255"
  })
  void valuesAreClampedAndRoundedHalfUp(float value, int level) {
    Raster flat = raster(2, 2, i -> value);

    assertThat(Png.decode(Png.encode(flat, Map.of())).raster().planes()).containsOnly(level / 255f);
  }

  @Test
  void palettesAreResolved() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xffff0000);
    image.setRGB(1, 0, 0xff00ff33);

    assertThat(decode(image)).containsExactly(1, 0, 0, 1, 0, 0.2f);
  }

  @Test
  void blackAndWhiteIsRead() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(1, 0, 0xffffffff);

    assertThat(decode(image)).containsExactly(0, 1, 0, 1, 0, 1);
  }

  @Test
  void whatIsNoPngIsRefused() {
    for (byte[] bytes : List.of(new byte[0], new byte[] {(byte) 137, 'P'}, new byte[100])) {
      assertThatThrownBy(() -> Png.decode(bytes))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageStartingWith("Cannot decode image: ");
    }
  }

  public interface Pixel {
    float at(int index);
  }

  public static Raster raster(int width, int height, Pixel pixel) {
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = pixel.at(i);
    }
    return new Raster(width, height, planes);
  }

  public static Raster noise(int width, int height) {
    SplittableRandom random = new SplittableRandom(7);
    return raster(width, height, i -> random.nextInt(256) / 255f);
  }

  private static float[] decode(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Png.decode(out.toByteArray()).raster().planes();
  }
}
