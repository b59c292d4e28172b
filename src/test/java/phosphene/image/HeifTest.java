package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.image.exif.Metadata;
import phosphene.image.heif.HeifSamples;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** HEIC and AVIF, by files of x265 and libaom and by others put together of their parts. */
class HeifTest {
  private static final int RED = 0xff0000;
  private static final int GREEN = 0x00ff00;
  private static final int BLUE = 0x0000ff;
  private static final int YELLOW = 0xffff00;

  @Deterministic
  @ParameterizedTest
  @ValueSource(strings = {"lossless.heic", "lossless.avif"})
  void losslessPicturesAreExact(String name) {
    Photo photo = decode(HeifSamples.file(name));

    assertThat(photo.raster().planes()).isEqualTo(raster().planes());
    assertThat(photo.format()).isEqualTo(name.endsWith("c") ? Format.HEIF : Format.AVIF);
    assertThat(photo.alpha()).isEmpty();
    assertThat(Photos.extent(HeifSamples.file(name), 10_000)).isEqualTo(Extent.plain(96, 64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy.heic", "lossy.avif", "seq.avif"})
  void lossyPicturesAreNear(String name) {
    assertQuarters(decode(HeifSamples.file(name)), RED, GREEN, BLUE, YELLOW);
  }

  @ParameterizedTest
  @CsvSource({"deep.heic, 10", "deep.avif, 12"})
  void deepColorsKeepTheirPrecision(String name, int bits) {
    Photo photo = decode(HeifSamples.file(name));

    assertThat(Photos.extent(HeifSamples.file(name), 10_000)).isEqualTo(Extent.rich(96, 64));
    float[] planes = photo.raster().planes();
    // A ramp of 0.02 over 96 columns: in 8 bits it has 6 levels, in 10 bits 21.
    long levels =
        java.util.stream.IntStream.range(0, 96).mapToObj(x -> planes[x]).distinct().count();
    assertThat(levels).isGreaterThan(bits);
    assertThat(planes[0] * 65535).isBetween(27525f - 70, 27525f + 70);
    assertThat(planes[94] * 65535).isBetween(26228f - 70, 26228f + 70);
  }

  @Test
  void opacityIsRead() {
    for (String name : List.of("glass.heic", "glass.avif")) {
      Photo photo = decode(HeifSamples.file(name));

      assertThat(photo.alpha()[0]).isEqualTo((byte) 255);
      assertThat(photo.alpha()[63 * 96]).isZero();
      assertThat(photo.alpha()[32 * 96] & 255).isBetween(123, 128);
      ProfilesTest.assertNear(Samples.rgb(photo.raster(), 1, 0), RED, 1);
      assertThat(Samples.rgb(photo.raster(), 1, 63)).isEqualTo(0xffffff);
      assertThat(Photos.extent(HeifSamples.file(name), 10_000)).isEqualTo(Extent.rich(96, 64));
    }
  }

  @Test
  void colorsThatAreMultipliedByTheirOpacityAreDividedByIt() {
    Photo photo = decode(HeifSamples.file("premultiplied.avif"));

    int half = photo.alpha()[20 * 96] & 255;
    assertThat(half).isBetween(165, 185);
    ProfilesTest.assertNear(
        Samples.rgb(photo.raster(), 4, 20), RED | (255 - half) << 8 | (255 - half), 4);
  }

  @Test
  void aTileLargerThanThePictureIsCut() {
    Photo photo = decode(HeifSamples.file("odd.heic"));

    assertThat(photo.levels().width()).isEqualTo(61);
    assertThat(photo.levels().height()).isEqualTo(37);
    ProfilesTest.assertNear(Samples.rgb(photo.raster(), 5, 5), RED, 12);
    ProfilesTest.assertNear(Samples.rgb(photo.raster(), 60, 36), YELLOW, 12);
  }

  @Test
  void aGridIsPutTogetherAndCutAtItsSize() {
    byte[] file = grid(100, 90).primary(5);

    Photo photo = decode(file);

    assertThat(photo.levels().width()).isEqualTo(100);
    assertThat(photo.levels().height()).isEqualTo(90);
    Raster raster = photo.raster();
    assertThat(Samples.rgb(raster, 63, 63)).isEqualTo(RED);
    assertThat(Samples.rgb(raster, 64, 63)).isEqualTo(GREEN);
    assertThat(Samples.rgb(raster, 63, 64)).isEqualTo(BLUE);
    assertThat(Samples.rgb(raster, 99, 89)).isEqualTo(YELLOW);
    assertThat(Photos.extent(file, 10_000)).isEqualTo(Extent.plain(100, 90));
  }

  /** Four tiles of 64x64. */
  private static HeifSamples grid(int width, int height) {
    HeifSamples samples = new HeifSamples();
    for (String color : List.of("red", "green", "blue", "yellow")) {
      samples.coded("tile-" + color + ".heic", HeifSamples.size(64, 64));
    }
    return samples
        .item("grid", HeifSamples.grid(2, 2, width, height), HeifSamples.size(width, height))
        .reference("dimg", 5, 1, 2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({"200, 100, damaged", "100, 60, damaged"})
  void aGridThatItsTilesDoNotCoverIsDamaged(int width, int height, String reason) {
    assertRefused(grid(width, height).primary(5), Reason.valueOf(reason.toUpperCase()), "tiles");
  }

  @Test
  void aPictureThatIsAnotherTurnedIsTurnedAsBothSay() {
    byte[] file =
        new HeifSamples()
            .coded("lossless.heic", HeifSamples.size(96, 64), HeifSamples.turn(1))
            .item("iden", new byte[0], HeifSamples.size(96, 64), HeifSamples.turn(1))
            .reference("dimg", 2, 1)
            .primary(2);

    assertQuarters(decode(file), YELLOW, BLUE, GREEN, RED);
  }

  /** Quarters in reading order after a turn or a mirror, in the order of the file. */
  @ParameterizedTest
  @CsvSource({
    "turn 0, RGBY",
    "turn 1, GYRB",
    "turn 2, YBGR",
    "turn 3, BRYG",
    "mirror 0, BYRG",
    "mirror 1, GRYB",
    "turn 1 mirror 0, RBGY",
    "mirror 0 turn 1, YGBR"
  })
  void picturesAreTurnedInTheOrderOfTheirProperties(String steps, String quarters) {
    String[] words = steps.split(" ");
    byte[][] properties = new byte[words.length / 2 + 1][];
    properties[0] = HeifSamples.size(96, 64);
    for (int i = 0; i < words.length; i += 2) {
      int number = Integer.parseInt(words[i + 1]);
      properties[i / 2 + 1] =
          words[i].equals("turn") ? HeifSamples.turn(number) : HeifSamples.mirror(number);
    }
    byte[] file = new HeifSamples().coded("lossless.heic", properties).primary(1);

    Map<Character, Integer> colors = Map.of('R', RED, 'G', GREEN, 'B', BLUE, 'Y', YELLOW);
    int[] wanted = quarters.chars().map(each -> colors.get((char) each)).toArray();
    assertQuarters(decode(file), wanted);
  }

  @Test
  void aCropIsOfWhatTheStepBeforeLeft() {
    // A quarter turn against the clock makes 64x96; of that 10x20, whose middle is 3 right and 5
    // below the middle.
    byte[] file =
        new HeifSamples()
            .coded(
                "lossless.heic",
                HeifSamples.size(96, 64),
                HeifSamples.turn(1),
                HeifSamples.crop(10, 1, 20, 1, 3, 1, 5, 1))
            .primary(1);

    Photo photo = decode(file);

    assertThat(photo.levels().width()).isEqualTo(10);
    assertThat(photo.levels().height()).isEqualTo(20);
    // Its left edge is column 30 of 64, its top row 43 of 96.
    assertThat(Samples.rgb(photo.raster(), 1, 4)).isEqualTo(GREEN);
    assertThat(Samples.rgb(photo.raster(), 2, 4)).isEqualTo(YELLOW);
    assertThat(Samples.rgb(photo.raster(), 1, 5)).isEqualTo(RED);
    assertThat(Samples.rgb(photo.raster(), 2, 5)).isEqualTo(BLUE);
  }

  @Test
  void exifTurnsWhatNoPropertyTurns() {
    assertQuarters(decode(HeifSamples.file("exif6.heic")), BLUE, RED, YELLOW, GREEN);
    Photo both = decode(HeifSamples.file("exif6.avif"));

    assertQuarters(both, BLUE, RED, YELLOW, GREEN);
    byte[] kept = Photos.encode(both.raster(), both, Metadata.ALL, Map.of());
    assertQuarters(decode(kept), BLUE, RED, YELLOW, GREEN);
    assertThat(kept).contains(Samples.ascii("Phosphe"));
  }

  @Test
  void aPropertyThatDoesNotTurnKeepsExifFromIt() {
    byte[] exif = HeifSamples.exif(Samples.exif(ByteOrder.BIG_ENDIAN, 6, new byte[4]));
    byte[] file =
        new HeifSamples()
            .coded("lossless.heic", HeifSamples.size(96, 64), HeifSamples.turn(0))
            .item("Exif", exif)
            .reference("cdsc", 2, 1)
            .primary(1);

    assertQuarters(decode(file), RED, GREEN, BLUE, YELLOW);
    assertThat(decode(file).exif()).isNotEmpty();
  }

  @Test
  void wideColorsBecomeSrgbByProfileAndByNumbers() {
    byte[] icc = ProfilesTest.P3.getData();
    byte[] byProfile =
        new HeifSamples()
            .coded("wide.heic", HeifSamples.size(64, 64), HeifSamples.profile(icc))
            .primary(1);
    byte[] byNumbers =
        new HeifSamples()
            .coded("wide.heic", HeifSamples.size(64, 64), HeifSamples.colors(12, 13, 0, 1))
            .primary(1);

    for (byte[] file : List.of(byProfile, byNumbers)) {
      ProfilesTest.assertNear(Samples.rgb(decode(file).raster(), 8, 8), 0xd95f20, 3);
    }
    ProfilesTest.assertNear(
        Samples.rgb(decode(HeifSamples.file("wide.heic")).raster(), 8, 8), 0xc86432, 0);
  }

  @Test
  void theMatrixAndTheRangeOfTheFileGoBeforeThoseOfThePicture() {
    byte[] limited =
        new HeifSamples()
            .coded("wide.heic", HeifSamples.size(64, 64), HeifSamples.colors(1, 13, 0, 0))
            .primary(1);

    // (0xc8 - 16) * 255 / 219, and so on.
    assertThat(Samples.rgb(decode(limited).raster(), 8, 8)).isEqualTo(0xd66228);
  }

  @Test
  void whatCannotBeShownRightIsUnsupported() {
    assertRefused(wide(HeifSamples.colors(9, 16, 0, 1)), Reason.UNSUPPORTED, "dynamic range (PQ)");
    assertRefused(wide(HeifSamples.colors(9, 18, 0, 1)), Reason.UNSUPPORTED, "range (HLG)");
    assertRefused(wide(HeifSamples.colors(9, 13, 14, 1)), Reason.UNSUPPORTED, "matrix 14");
    assertRefused(wide(HeifSamples.box("lsel", new byte[2])), Reason.UNSUPPORTED, "several layers");
    assertRefused(wide(HeifSamples.box("warp")), Reason.UNSUPPORTED, "its property warp");
    assertRefused(
        new HeifSamples().item("jpeg", new byte[9], HeifSamples.size(64, 64)).primary(1),
        Reason.UNSUPPORTED,
        "pictures of kind \"jpeg\"");
  }

  private static byte[] wide(byte[] property) {
    return new HeifSamples().coded("wide.heic", HeifSamples.size(64, 64), property).primary(1);
  }

  @Test
  void sizesThatAreNotThePicturesAreDamage() {
    for (int[] size : new int[][] {{64, 32}, {128, 64}, {32, 128}}) {
      byte[] file =
          new HeifSamples().coded("wide.heic", HeifSamples.size(size[0], size[1])).primary(1);
      assertRefused(file, Reason.DAMAGED, "pixels");
    }
    byte[] huge = new HeifSamples().coded("wide.heic", HeifSamples.size(60_000, 60_000)).primary(1);
    assertRefused(huge, Reason.TOO_LARGE, "60000x60000 pixels");
    assertThatThrownBy(() -> Photos.extent(huge, 10_000)).hasMessageContaining("60000x60000");
  }

  @ParameterizedTest
  @CsvSource({
    "heic, HEIF",
    "hevx, HEIF",
    "heim, HEIF",
    "hevs, HEIF",
    "mif1, HEIF",
    "msf1, HEIF",
    "avif, AVIF",
    "avis, AVIF"
  })
  void brandsDecideTheFormat(String brand, Format format) {
    assertThat(Format.of(Samples.ascii("\0\0\0\20ftyp" + brand + "\0\0\0\0"))).contains(format);
    assertThat(Format.of(Samples.ascii("\0\0\0\24ftypxxxx\0\0\0\0" + brand))).contains(format);
    assertThat(Format.of(Samples.ascii("\0\0\0\24ftypisom\0\0\0\0mp42"))).isEmpty();
    assertThat(Format.of(Samples.ascii("\0\0\0\24ftypmif1\0\0\0\0avif"))).contains(Format.AVIF);
  }

  @Test
  void aDreamOfAPhonesPhotoIsAJpeg() {
    for (String name : List.of("lossy.heic", "lossy.avif")) {
      Photo photo = decode(HeifSamples.file(name));

      byte[] dream = Photos.encode(photo.raster(), photo, Metadata.ALL, Map.of());

      assertThat(Photos.extension(photo)).isEqualTo("jpg");
      assertThat(Photos.decode(dream, 10_000).format()).isEqualTo(Format.JPEG);
    }
  }

  @Test
  void aDreamOfATransparentOneStaysTransparent() {
    Photo photo = decode(HeifSamples.file("glass.avif"));

    byte[] dream = Photos.encode(photo.raster(), photo, Metadata.ALL, Map.of());

    assertThat(Photos.extension(photo)).isEqualTo("png");
    assertThat(decode(dream).alpha()).isEqualTo(photo.alpha());
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, 20_000);
  }

  private static Raster raster() {
    return Photos.decode(Samples.file(Samples.quarters(96, 64), "png"), 10_000).raster();
  }

  private static void assertRefused(byte[] file, Reason reason, String message) {
    UnreadableImageException e =
        catchThrowableOfType(UnreadableImageException.class, () -> decode(file));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.reason()).isEqualTo(reason);
  }

  /** In reading order, each in its middle. */
  private static void assertQuarters(Photo photo, int... rgb) {
    Raster raster = photo.raster();
    for (int i = 0; i < 4; i++) {
      int x = raster.width() * (1 + 2 * (i % 2)) / 4;
      int y = raster.height() * (1 + 2 * (i / 2)) / 4;
      ProfilesTest.assertNear(Samples.rgb(raster, x, y), rgb[i], 12);
    }
  }
}
