package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Models;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;
import phosphene.gallery.index.UnitRow;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.rig.HeldKind.Hold;

/** Scans of a collection, from a folder of photos to a gallery. */
class ScanTest {
  private static final String NOTHING = "Nothing to scan: the gallery holds all that can be had.\n";

  @TempDir Path folder;

  @Test
  void goodPhotosGiveScansAndBadFilesGiveReasons() throws Exception {
    Album album = Album.scanned(folder);
    byte[] jpeg = Files.readAllBytes(album.photo("a.jpg", 0.3));
    album.photo("b c#/ü.png", 0.6);
    album.file("empty.jpg", new byte[0]);
    album.file("text.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
    album.file("half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));

    Ran first = album.render();

    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.FAILED);
    assertThat(first.out())
        .startsWith("squeezenet: 5 photos, 0 of them scanned before, in file:")
        .containsPattern(
            "\nScanned 2 photos in [\\d:.]+( m?s)?, 3 failed:"
                + "\n         1  empty           empty.jpg"
                + "\n         1  truncated       half.jpg"
                + "\n         1  unknown_format  text.jpg\n");
    assertThat(first.out())
        .contains("\nPages:          " + album.output() + "/scans/a.jpg/index.html\n");
    assertThat(album.output().resolve("scans/a.jpg/index.html")).exists();
    List<ScanRow> rows = ScanRows.of(album.output());
    assertThat(rows)
        .extracting(ScanRow::photo, ScanRow::status, ScanRow::reason)
        .containsExactlyInAnyOrder(
            Tuple.tuple("a.jpg", "rendered", null),
            Tuple.tuple("b c#/ü.png", "rendered", null),
            Tuple.tuple("empty.jpg", "failed", "empty"),
            Tuple.tuple("text.jpg", "failed", "unknown_format"),
            Tuple.tuple("half.jpg", "failed", "truncated"));
    Map<String, String> files = Album.scans(album.output());
    assertThat(files)
        .containsOnlyKeys(
            "scans/a.jpg/photo.jpg", "scans/a.jpg/scan.js",
            "scans/b%20c%23/%C3%BC.png/photo.jpg", "scans/b%20c%23/%C3%BC.png/scan.js");
    for (ScanRow row : rows.stream().filter(row -> row.path() != null).toList()) {
      assertThat(files).containsEntry(row.path(), row.sha256());
      assertThat(files).containsEntry(row.neuronsPath(), row.neuronsSha256());
      agrees(row, script(album.output().resolve(Objects.requireNonNull(row.neuronsPath()))));
    }
    assertThat(album.render().out())
        .contains("\n3 failed before, of photos that have not changed\n")
        .contains(NOTHING);
    Ran verified = Ran.phosphene("verify", album.output().toString(), "--no-plan");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.err()).as("two objects a scan").contains("Reading 4 of 4 images, 100 %");
  }

  /** What the script says is what the row says. */
  private static void agrees(ScanRow row, JsonNode script) throws DataFormatException {
    assertThat(script.get("format").asInt()).isEqualTo(1);
    assertThat(script.get("photo").asText()).isEqualTo(row.photo());
    assertThat(script.get("network").asText()).isEqualTo("squeezenet");
    assertThat(script.get("input").toString()).isEqualTo("[227,227]");
    assertThat(script.get("square").toString()).isEqualTo("[4,0,32,32]");
    assertThat(row.square()).isEqualTo(new ScanRow.Box(4, 0, 32, 32));
    assertThat(script.get("classes")).hasSize(1000);
    ClassProbability likeliest = row.classes().get(0);
    JsonNode same = script.get("classes").get(likeliest.index());
    assertThat(same.get("name").asText()).isEqualTo(likeliest.name());
    assertThat((float) same.get("probability").asDouble()).isEqualTo(likeliest.probability());
    byte[] bytes = inflated(script.get("activations").asText());
    int end = 0;
    for (int i = 0; i < row.layers().size(); i++) {
      JsonNode layer = script.get("layers").get(i);
      ScanRow.Strong strong = row.layers().get(i);
      ScanRow.Channel most = strong.channels().get(0);
      int area = layer.get("height").asInt() * layer.get("width").asInt();
      assertThat(layer.get("name").asText()).isEqualTo(strong.layer());
      assertThat(layer.get("offset").asInt()).isEqualTo(end);
      assertThat((float) layer.get("maximum").asDouble()).isEqualTo(most.maximum());
      int from = end + most.channel() * area + position(row.units().get(i), most.channel());
      assertThat(bytes[from] & 255).as("the maximum").isEqualTo(255);
      double mean = mean(bytes, end + most.channel() * area, area) * layer.get("scale").asDouble();
      assertThat(mean).isCloseTo(most.mean(), within(layer.get("scale").asDouble() / 2));
      end += layer.get("channels").asInt() * area;
    }
    assertThat(bytes).hasSize(end);
  }

  private static int position(ScanRow.Units units, int channel) {
    return units.positions().get(channel);
  }

  private static double mean(byte[] bytes, int from, int count) {
    long sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += bytes[i] & 255;
    }
    return (double) sum / count;
  }

  private static JsonNode script(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).startsWith("phosphene.scan({").endsWith("});\n").hasLineCount(1);
    String json = text.substring("phosphene.scan(".length(), text.length() - ");\n".length());
    return JsonMapper.builder().build().readTree(json);
  }

  private static byte[] inflated(String text) throws DataFormatException {
    Inflater inflater = new Inflater();
    inflater.setInput(Base64.getDecoder().decode(text));
    byte[] bytes = new byte[8_000_000];
    int length = inflater.inflate(bytes);
    assertThat(inflater.finished()).isTrue();
    inflater.end();
    return Arrays.copyOf(bytes, length);
  }

  @Test
  void boxesAreWhereThePhotoHasItsSpot() {
    Album album = Album.scanned(folder);
    int width = 96;
    int height = 64;
    Area spot = new Area(66, 8, 8, 12);
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      // 0.45: about what the network takes off each pixel, so that nothing else excites a unit.
      planes[i] = touches(new ScanRow.Box(i % width, i / width % height, 1, 1), spot) ? 1 : 0.45f;
    }
    Raster raster = new Raster(width, height, planes);
    album.file(
        "spot.png", Photos.encode(raster, Photo.of(raster, Format.PNG), Metadata.NONE, Map.of()));

    Ran ran = album.render("--set", "neurons=false", "--set", "layers=conv1");

    assertThat(ran.code()).as(ran.err()).isZero();
    ScanRow row = ScanRows.of(album.output()).get(0);
    assertThat(row.square()).isEqualTo(new ScanRow.Box(16, 0, 64, 64));
    Map<Integer, UnitRow> units =
        ScanRows.units(album.output()).stream()
            .collect(Collectors.toMap(UnitRow::channel, Function.identity()));
    assertThat(row.layers().get(0).channels())
        .hasSize(10)
        .allSatisfy(
            channel -> {
              assertThat(touches(channel.box(), spot)).as(channel.toString()).isTrue();
              // 7 of 227 columns that stand for 64 pixels, and what they touch.
              assertThat(channel.box().width()).isBetween(2, 4);
              assertThat(channel.box().height()).isBetween(2, 4);
              UnitRow unit = Objects.requireNonNull(units.get(channel.channel()));
              assertThat(unit.top())
                  .containsExactly(new UnitRow.Top("spot.png", channel.maximum(), channel.box()));
            });
  }

  private static boolean touches(ScanRow.Box box, Area spot) {
    return box.x() < spot.x() + spot.width()
        && spot.x() < box.x() + box.width()
        && box.y() < spot.y() + spot.height()
        && spot.y() < box.y() + box.height();
  }

  @Test
  void pagesThatAKilledRunOwesAreWritten() throws IOException {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    assertThat(album.render().code()).isZero();
    Path page = album.output().resolve("scans/a.png/index.html");
    Files.delete(page);
    Files.delete(album.output().resolve("site/pages.json"));

    Ran ran = album.render();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains(NOTHING).contains("\nPages:          ");
    assertThat(page).exists();
    assertThat(album.render().out()).contains(NOTHING);
  }

  @Test
  void pagesRunOnlyTheNetworkThatScannedThePhotos() {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    assertThat(album.render("--set", "layers=conv1").code()).isZero();

    Ran site = Ran.phosphene("site", album.output().toString(), "--live", "--weights", "random:2");

    assertThat(site.code()).isEqualTo(ExitCode.MISTAKE);
    String scanned = ScanRows.of(album.output()).get(0).networkSha256();
    assertThat(site.err())
        .containsPattern(
            "Invalid weights of --live: SHA-256 [0-9a-f]{64} \\(must be those that scanned the"
                + " photos: squeezenet, "
                + scanned
                + "\\)");
  }

  @Test
  void pagesRunTheNetworkByTheWeightsThatTheScansRecord() {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    String weights = "weights=" + Models.file("squeezenet-1.0.npz").toAbsolutePath().normalize();
    assertThat(album.render("--set", "layers=conv1", "--set", weights).code()).isZero();
    String nowhere = folder.resolve("none").toString();

    Ran site =
        Ran.phosphene("site", album.output().toString(), "--live", "--weights-cache", nowhere);

    if (site.code() == ExitCode.DONE) {
      assertThat(album.output().resolve("site/network.js")).exists();
    } else { // built where npm was not on the PATH
      assertThat(site.err()).contains("this program was built without TensorFlow.js");
    }
  }

  @Test
  void pagesOfAnotherNetworksScansSayWhatRunsSqueezeNet() {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    String[] primer = {"--set", "network=primer", "--set", "layers=block1_conv1"};
    assertThat(album.render(primer).code()).isZero();

    Ran site =
        Ran.phosphene(
            "site",
            album.output().toString(),
            "--live",
            "--weights-cache",
            folder.resolve("none").toString());

    assertThat(site)
        .isEqualTo(
            new Ran(
                ExitCode.MISTAKE,
                "",
                "Cannot write pages that run SqueezeNet: its weights are not there (run ./phosphene"
                    + " networks fetch squeezenet, or name a file by --weights)\n"));
  }

  @Test
  void anInterruptedJobGoesOnAndGivesWhatItWouldHaveGiven() throws Exception {
    Album album = Album.scanned(folder);
    for (int i = 0; i < 12; i++) {
      album.photo(i + ".png", 0.05 * i);
    }
    Ran broken = album.interrupted(Hold.at(album.output().resolve("scans"), 2));
    assertThat(broken.code()).as(broken.out()).isEqualTo(ExitCode.INTERRUPTED);

    Ran again = album.render();

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(ScanRows.units(album.output())).extracting(UnitRow::photos).containsOnly(12L);
    Path whole = folder.resolve("whole");
    album.command("render", "--master", "local[3]", "--output", whole.toString());
    assertThat(Album.scans(whole)).isEqualTo(Album.scans(album.output())).hasSize(24);
    assertThat(keys(whole)).isEqualTo(keys(album.output()));
  }

  private static Map<String, String> keys(Path gallery) {
    return ScanRows.of(gallery).stream()
        .collect(Collectors.toMap(ScanRow::photo, ScanRow::key, (a, b) -> b, TreeMap::new));
  }

  @Test
  void aPlanSaysWhatWouldBeScanned() {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);

    Ran plan = album.command("plan", "--master", "local[1]", "--price", "1");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .containsPattern("\nconv1 +96x111x111 +1,182,816\n")
        .contains("\nphotos   1 of ")
        .contains("1 to be scanned\n")
        .contains(" GFLOP a photo\n");
    assertThat(album.output()).doesNotExist();
  }

  @Test
  void whatTheNetworkDoesNotHaveIsRefusedBeforeSparkStarts() {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);

    assertThat(album.render("--set", "layers=conv99").err()).contains("conv99");
    assertThat(album.render("--set", "output=" + folder).err())
        .contains("must not hold the photos");
  }
}
