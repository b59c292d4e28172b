package phosphene.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.job.JobKinds;
import phosphene.plan.TileGroup;
import phosphene.plan.Unit;

class LayoutTest {
  @Test
  void whatOthersKeepInTheBucketIsNoGallerys() {
    assertThat(List.of("tiles/a/0.png", "index/tiles/part-1.parquet", "flights/f/1/checkpoint"))
        .allMatch(JobKinds.places()::belongs);
    assertThat(List.of("backup/tiles/a.png", "tiles", "video.mp4", "indexes/a"))
        .noneMatch(JobKinds.places()::belongs);
  }

  private static final List<String> ODD =
      List.of(
          "",
          ".",
          "..",
          "...",
          "a",
          "A",
          "a.",
          ".a",
          "a.b",
          "a/b",
          "a%2Fb",
          "a%252Fb",
          "a\\b",
          "/",
          "//",
          "%",
          "%25",
          "CON",
          "con",
          " ",
          "a b",
          "a+b",
          "a_b",
          "a-b",
          "~",
          "a:b",
          "a?b#c",
          "größe",
          "gro\u0308ße",
          "漢字",
          "😀",
          "\u0000",
          "\n",
          "block1_conv1");

  @ParameterizedTest
  @CsvSource({
    "tiles/conv1/3.png, true",
    "dreams/a..b.jpg/conv1.jpg, true",
    "scans/a.jpg/scan.js, true",
    "tiles/../gallery.json, false",
    "tiles/.., false",
    "scans/../../scan.js, false",
    "index/tiles/part-1.parquet, false"
  })
  void onlyWhatIsWithinTheGalleryHoldsAPicture(String name, boolean holds) {
    assertThat(JobKinds.places().holdsPicture(name)).isEqualTo(holds);
  }

  @Test
  void everyNameIsASafeSegmentOfItsOwn() {
    List<String> names = Stream.concat(ODD.stream(), random()).distinct().toList();
    List<String> segments = names.stream().map(Layout::segment).toList();

    assertThat(segments).doesNotHaveDuplicates();
    assertThat(segments).allMatch(segment -> segment.matches("[A-Za-z0-9_%-][A-Za-z0-9_.%-]*"));
    assertThat(segments).noneMatch(segment -> segment.endsWith("."));
  }

  @Test
  void aSegmentIsThePercentEncodingOfItsName() {
    List<String> names = Stream.concat(ODD.stream(), random()).filter(n -> !n.isEmpty()).toList();

    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(URLDecoder.decode(Layout.segment(name), StandardCharsets.UTF_8))
                    .isEqualTo(name));
  }

  @ParameterizedTest
  @CsvSource({
    "block1_conv1, block1_conv1",
    "inception_4a-1x1, inception_4a-1x1",
    "conv2d.1, conv2d.1",
    "'', %",
    "., %2E",
    ".., %2E%2E",
    "a., a%2E",
    "a/b, a%2Fb",
    "a%2Fb, a%252Fb",
    "CON, CON",
    "ü, %C3%BC"
  })
  void namesOfKnownNetworksStayAsTheyAre(String name, String segment) {
    assertThat(Layout.segment(name)).isEqualTo(segment);
  }

  @Test
  void picturesLieByLayerAndChannel() {
    assertThat(Layout.tile("default", new Unit("block4_conv1", 11, 223)))
        .isEqualTo("tiles/default/block4_conv1/223.png");
    assertThat(Layout.tile("deep", new Unit("a/../b", 1, 0)))
        .isEqualTo("tiles/deep/a%2F..%2Fb/0.png");
    assertThat(Layout.sheet(new TileGroup("deep", ".."))).isEqualTo("sheets/deep/%2E%2E.png");
  }

  @Test
  void dreamsLieByPhotoAndMix() {
    assertThat(Layout.dream("a/cat.jpg", "block4_conv4", "jpg"))
        .isEqualTo("dreams/a/cat.jpg/block4_conv4.jpg");
    assertThat(Layout.dream("..b/c#d.png", "conv1@0.7+conv2.5@0.3", "png"))
        .isEqualTo("dreams/%2E.b/c%23d.png/conv1%400.7%2Bconv2.5%400.3.png");
    assertThat(Layout.tour("a/cat.jpg", Layout.Tour.MP4)).isEqualTo("tours/a/cat.jpg/tour.mp4");
    assertThat(Layout.folderSheet("", 1)).isEqualTo("sheets/sheet~001.png");
    assertThat(Layout.folderSheet("a b/c", 12)).isEqualTo("sheets/a%20b/c/sheet~012.png");
  }

  @Test
  void twoPhotosNeverShareADream() {
    List<String> photos =
        Stream.of(
                ODD.stream().filter(name -> !name.contains("/") && !name.isEmpty()),
                nested(),
                IntStream.range(0, 40).mapToObj(i -> "漢".repeat(i + 1)),
                IntStream.range(0, 40).mapToObj(i -> "x".repeat(230) + i + ".jpg"),
                IntStream.range(0, 40).mapToObj(i -> ("d".repeat(150) + "/").repeat(i + 1) + "a"),
                Stream.of("a.jpg", "a.png", "a", "A.jpg", "a.jpg/b", "a/b.jpg", "a%2Fb.jpg"))
            .flatMap(names -> names)
            .distinct()
            .toList();
    List<String> mixes =
        List.of("a", "b", "a@0.5+b@0.5", "a.1", "%", "m".repeat(300), "m".repeat(301));

    List<String> dreams =
        photos.stream()
            .flatMap(photo -> mixes.stream().map(mix -> Layout.dream(photo, mix, "jpg")))
            .toList();

    assertThat(dreams).doesNotHaveDuplicates();
    assertThat(dreams)
        .allMatch(dream -> dream.matches("dreams(/[A-Za-z0-9_%~-][A-Za-z0-9_.%~-]*)+\\.jpg"))
        .allMatch(dream -> dream.length() < 1000)
        .allMatch(dream -> Stream.of(dream.split("/")).allMatch(part -> part.length() <= 204));
    assertThat(photos.stream().map(photo -> Layout.folderSheet(photo, 1))).doesNotHaveDuplicates();
  }

  @Test
  void theFolderOfAPhotoNamesItUnlessItIsTooLong() {
    assertThat(nested().distinct().toList())
        .allSatisfy(
            photo -> {
              String dream = Layout.dream(photo, "m", "jpg");
              String folder =
                  dream.substring("dreams/".length(), dream.length() - "/m.jpg".length());
              assertThat(URLDecoder.decode(folder, StandardCharsets.UTF_8)).isEqualTo(photo);
            });
  }

  /** Paths of photos, as file systems have them. */
  private static Stream<String> nested() {
    return random()
        .map(name -> name.replaceAll("/+", "/").replaceAll("^/|/$", ""))
        .filter(name -> !name.isEmpty());
  }

  private static Stream<String> random() {
    SplittableRandom random = new SplittableRandom(3);
    String letters = "aB1./%2F: ü\\";
    return IntStream.range(0, 500)
        .mapToObj(
            i ->
                random
                    .ints(random.nextInt(6), 0, letters.length())
                    .mapToObj(at -> letters.substring(at, at + 1))
                    .collect(Collectors.joining()));
  }
}
