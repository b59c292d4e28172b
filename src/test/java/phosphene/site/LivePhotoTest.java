package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.site.PhotoFile.picture;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Models;
import phosphene.Slow;
import phosphene.image.Photos;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;

/** What the page gives to the network of a photo is what a scan gives to it. */
@TestInstance(Lifecycle.PER_CLASS)
@Slow
class LivePhotoTest {
  private static final int[] SQUEEZENET = {227, 227};
  private static final List<String> SCRIPTS =
      List.of("bicubic.js", "colours.js", "exif.js", "photo.js");

  private final List<String> report = new ArrayList<>();
  private Path folder;
  private Browser browser;
  private Page page;

  @BeforeAll
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary.toRealPath();
    browser = Browser.on(folder);
    StringBuilder scripts = new StringBuilder("<script>window.phosphene = {};</script>");
    for (String script : SCRIPTS) {
      Files.write(folder.resolve(script), ClasspathAssets.own(script));
      scripts.append("<script src=\"").append(script).append("\"></script>");
    }
    Files.writeString(folder.resolve("index.html"), "<!doctype html>" + scripts);
    page = browser.open("index.html", 400, 300);
  }

  @AfterAll
  void close() throws IOException {
    if (browser != null) {
      Path file = Path.of("target", "pages", "live-photos.txt");
      Files.createDirectories(file.getParent());
      Files.write(file, report);
      browser.close();
    }
  }

  /** Largest and mean difference of the two, in levels. */
  private record Difference(double most, double mean) {
    Difference and(Difference other) {
      return new Difference(Math.max(most, other.most), Math.max(mean, other.mean));
    }
  }

  private Difference compare(byte[] file, int... input) {
    Raster page = seenByThePage(file, input);
    Raster scan = seenByAScan(file, input);
    double most = 0;
    double sum = 0;
    for (int i = 0; i < scan.planes().length; i++) {
      double off = 255 * Math.abs(scan.planes()[i] - page.planes()[i]);
      most = Math.max(most, off);
      sum += off;
    }
    return new Difference(most, sum / scan.planes().length);
  }

  /** The worst differences of some files, which go to the report. */
  private Difference worst(String name, List<byte[]> files) {
    Difference worst =
        files.stream()
            .map(file -> compare(file, SQUEEZENET))
            .reduce(new Difference(0, 0), Difference::and);
    report.add(
        String.format(
            Locale.ROOT,
            "%-40s n %3d  most %5.1f  mean %6.3f",
            name,
            files.size(),
            worst.most(),
            worst.mean()));
    return worst;
  }

  private static Raster seenByAScan(byte[] file, int[] input) {
    Levels levels = Photos.decode(file, Photos.PIXEL_LIMIT).levels();
    Area part = Area.centered(levels, input[1], input[0]);
    return Bicubic.resize(levels, part, input[1], input[0]);
  }

  private Raster seenByThePage(byte[] file, int[] input) {
    try {
      Files.write(folder.resolve("photo"), file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    String levels =
        (String)
            page.evaluate(
                """
                async (input) => {
                  const file = await (await fetch('photo', { cache: 'no-store' })).blob();
                  const photo = await phosphene.Photo.open(file);
                  const { data, width, height } = await photo.square(input);
                  photo.close();
                  if (height !== input[0] || width !== input[1]) throw new Error(`${width}x${height}`);
                  let text = '';
                  for (const level of data) text += String.fromCharCode(level);
                  return btoa(text);
                }""",
                IntStream.of(input).boxed().toList());
    byte[] bytes = Base64.getDecoder().decode(levels);
    int area = input[0] * input[1];
    float[] planes = new float[3 * area];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (bytes[4 * (i % area) + i / area] & 255) / 255f;
    }
    return new Raster(input[1], input[0], planes);
  }

  private static final int[][] SIZES = {
    {1, 1},
    {1, 9},
    {9, 1},
    {2, 3},
    {13, 2},
    {100, 100},
    {226, 227},
    {227, 227},
    {228, 300},
    {301, 455},
    {640, 480},
    {1000, 1},
    {1, 1000},
    {5000, 40},
    {40, 5000},
    {2600, 1801},
    {4200, 4100}
  };

  @Test
  void opaquePixelsGiveTheVerySameLevelsAtEverySize() {
    for (int[] size : SIZES) {
      byte[] file = PhotoFile.png(picture(size[0], size[1], BufferedImage.TYPE_INT_RGB));
      assertThat(worst("PNG " + size[0] + "x" + size[1], List.of(file)).most()).isZero();
    }
  }

  @Test
  void networksOfAnyInputGetTheSameLevels() {
    byte[] file = PhotoFile.png(picture(501, 333, BufferedImage.TYPE_INT_RGB));
    int[][] inputs = {{1, 1}, {32, 32}, {224, 224}, {299, 299}, {120, 300}, {300, 77}, {700, 700}};
    for (int[] input : inputs) {
      assertThat(compare(file, input).most()).as("%d x %d", input[0], input[1]).isZero();
    }
  }

  @Test
  void everyKindOfPngIsWithinALevelOrTwo() {
    assertThat(worst("PNG grey", all(BufferedImage.TYPE_BYTE_GRAY)).most()).isZero();
    assertThat(worst("PNG palette", all(BufferedImage.TYPE_BYTE_INDEXED)).most()).isZero();
    assertThat(worst("PNG black and white", all(BufferedImage.TYPE_BYTE_BINARY)).most()).isZero();
    // A canvas has 256 levels, and browsers drop the lower byte of 16 bits.
    near(worst("PNG with alpha", all(BufferedImage.TYPE_INT_ARGB)));
    near(worst("PNG grey, 16 bits", all(BufferedImage.TYPE_USHORT_GRAY)));
    near(worst("PNG 16 bits", sizes().map(size -> PhotoFile.deep(size[0], size[1])).toList()));
  }

  private static void near(Difference difference) {
    assertThat(difference.most()).isLessThanOrEqualTo(2.01);
    assertThat(difference.mean()).isLessThanOrEqualTo(1);
  }

  private static java.util.stream.Stream<int[]> sizes() {
    return java.util.Arrays.stream(SIZES).filter(size -> size[0] * size[1] < 500_000);
  }

  private static List<byte[]> all(int type) {
    return sizes().map(size -> PhotoFile.png(picture(size[0], size[1], type))).toList();
  }

  @Test
  void otherLosslessFormatsGiveTheSameLevels() {
    BufferedImage picture = picture(320, 211, BufferedImage.TYPE_INT_RGB);
    assertThat(worst("BMP", List.of(PhotoFile.of(picture, "bmp"))).most()).isZero();
    BufferedImage palette = picture(320, 211, BufferedImage.TYPE_BYTE_INDEXED);
    assertThat(worst("GIF", List.of(PhotoFile.of(palette, "gif"))).most()).isZero();
  }

  @Test
  void photosAreTurnedAsTheirFilesSay() {
    BufferedImage picture = picture(310, 223, BufferedImage.TYPE_INT_RGB);
    for (int orientation = 0; orientation <= 9; orientation++) {
      byte[] png = PhotoFile.turned(PhotoFile.png(picture), orientation);
      assertThat(worst("PNG, orientation " + orientation, List.of(png)).most()).isZero();
      byte[] jpeg = PhotoFile.turned(PhotoFile.of(picture, "jpg"), orientation);
      decoded(worst("JPEG, orientation " + orientation, List.of(jpeg)));
    }
    byte[] webp = Base64.getDecoder().decode(PhotoFile.WEBP_6);
    assertThat(worst("WebP, orientation 6", List.of(webp)).most()).isZero();
  }

  @Test
  void coloursThatAPngDescribesByNumbersBecomeTheSame() {
    byte[] png = PhotoFile.png(picture(260, 231, BufferedImage.TYPE_INT_RGB));
    byte[] clear = PhotoFile.png(picture(260, 231, BufferedImage.TYPE_INT_ARGB));
    int[] displayP3 = {31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000};
    for (int gamma : new int[] {45455, 60000, 100_000, 33_000, 0}) {
      byte[] curved = PhotoFile.chunk(png, "gAMA", gamma);
      byte[] wide = PhotoFile.chunk(curved, "cHRM", displayP3);
      assertThat(worst("PNG, gAMA " + gamma, List.of(curved)).most()).isLessThan(1.01);
      assertThat(worst("PNG, P3, gAMA " + gamma, List.of(wide)).most()).isLessThan(1.01);
      byte[] both = PhotoFile.chunk(clear, "gAMA", gamma);
      Difference difference = worst("PNG, alpha, gAMA " + gamma, List.of(both));
      assertThat(difference.mean()).isLessThan(0.3);
      // Half a level of a canvas becomes six of sRGB where the file's light is linear and dark.
      assertThat(difference.most()).isLessThan(gamma == 100_000 ? 7 : 2.01);
    }
  }

  @Test
  void whatOnlyExifOrATextSaysIsRead() throws IOException {
    Path cases = Models.folder().resolveSibling("cases").resolve("photos");
    Raster adobe = seenByThePage(Files.readAllBytes(cases.resolve("r03.jpg")), new int[] {64, 96});
    double[] sums = new double[3];
    for (int i = 0; i < adobe.planes().length; i++) {
      sums[i / (64 * 96)] += 255 * adobe.planes()[i] / (64 * 96);
    }
    assertThat(sums).containsExactly(new double[] {110.2, 101.5, 110.9}, within(0.2));
    Files.copy(
        cases.resolve("ztxt-orientation-6.png"),
        folder.resolve("photo"),
        StandardCopyOption.REPLACE_EXISTING);
    Object size =
        page.evaluate(
            """
            async () => {
              const file = await (await fetch('photo', { cache: 'no-store' })).blob();
              const photo = await phosphene.Photo.open(file);
              return `${photo.width}x${photo.height}`;
            }""");
    assertThat(size).isEqualTo("64x96");
  }

  /** Two decoders of JPEG agree to two levels, and the kernel has shares below 0. */
  private static void decoded(Difference difference) {
    assertThat(difference.most()).isLessThanOrEqualTo(4);
    assertThat(difference.mean()).isLessThan(0.6);
  }

  @Test
  void jpegsOfAnySizeAreAsNearAsTheirDecoders() {
    for (int[] size : SIZES) {
      byte[] file = PhotoFile.of(picture(size[0], size[1], BufferedImage.TYPE_INT_RGB), "jpg");
      decoded(worst("JPEG " + size[0] + "x" + size[1], List.of(file)));
    }
    byte[] grey = PhotoFile.of(picture(300, 200, BufferedImage.TYPE_BYTE_GRAY), "jpg");
    decoded(worst("JPEG grey", List.of(grey)));
  }

  /** JPEGs whose last bytes, or whose height, are not where browsers look for them. */
  @Test
  void whatScansTakeForAWholeJpegIsOne() throws IOException {
    byte[] jpeg = PhotoFile.of(picture(310, 223, BufferedImage.TYPE_INT_RGB), "jpg");
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 2);
    decoded(worst("JPEG without an end", List.of(cut, Arrays.copyOf(jpeg, jpeg.length - 1))));
    decoded(worst("JPEG, zeros for an end", List.of(Arrays.copyOf(cut, cut.length + 500))));
    decoded(worst("JPEG, its height at its end", List.of(PhotoFile.tall(jpeg))));
    Path sample = Models.folder().resolveSibling("cases").resolve("photos").resolve("no-eoi.jpg");
    decoded(worst("no-eoi.jpg", List.of(Files.readAllBytes(sample))));
  }

  @Test
  void whatScansRefuseAsCutIsRefused() throws IOException {
    byte[] jpeg = PhotoFile.of(picture(310, 223, BufferedImage.TYPE_INT_RGB), "jpg");
    for (int less : new int[] {3, 4, 10, 1000, jpeg.length / 2}) {
      byte[] cut = Arrays.copyOf(jpeg, jpeg.length - less);
      assertThat(refusal(cut)).as("%s bytes", less).isEqualTo("it ends before its pixels do");
      assertThat(refusal(Arrays.copyOf(cut, cut.length + 999)))
          .as("%s bytes, then zeros", less)
          .isEqualTo("it ends before its pixels do");
    }
  }

  @Test
  void whatABrowserDoesNotShowIsNamed() throws IOException {
    Path cases = Models.folder().resolveSibling("cases").resolve("photos");
    assertThat(refusal(Files.readAllBytes(cases.resolve("zstd.tif"))))
        .isEqualTo("it is a TIFF file, which this browser does not show; scans read it");
    assertThat(refusal(Files.readAllBytes(cases.resolve("hevx.heic"))))
        .isEqualTo("it is a HEIF file, which this browser does not show; scans read it");
    byte[] png = PhotoFile.png(picture(30, 20, BufferedImage.TYPE_INT_RGB));
    assertThat(refusal(Arrays.copyOf(png, 40))).isEqualTo("it is a PNG file that is damaged");
  }

  @Test
  void aFileThatIsNoPictureIsRefused() throws IOException {
    assertThat(refusal("no picture".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("it is no image that this browser knows");
  }

  private String refusal(byte[] file) throws IOException {
    Files.write(folder.resolve("photo"), file);
    Object told =
        page.evaluate(
            """
            async () => {
              const file = await (await fetch('photo', { cache: 'no-store' })).blob();
              return phosphene.Photo.open(file).then(() => 'a photo', (problem) => problem.message);
            }""");
    return Objects.toString(told);
  }
}
