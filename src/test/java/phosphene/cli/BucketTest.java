package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.Slow;
import phosphene.gallery.index.IndexRows;
import phosphene.network.read.TinyOnnx;
import phosphene.rig.Recorder;
import phosphene.rig.S3Server;

/** Jobs whose gallery is in a bucket. */
@Timeout(600)
@Slow
class BucketTest {
  @TempDir static Path shared;
  private static S3Server server;

  @TempDir Path folder;
  private final Map<String, String> settings = new TreeMap<>();
  private final String bucket = "b-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    // It would refuse a session's token, which it does not know.
    server = S3Server.start(shared, Map.of("s3proxy.ignore-unknown-headers", "true"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void forget() {
    settings.keySet().forEach(System::clearProperty);
  }

  private void set(Map<String, String> more) {
    settings.putAll(more);
    more.forEach(System::setProperty);
  }

  @Test
  void aGalleryInABucketIsThatOfAFolder() throws IOException {
    Studio studio = Studio.in(folder);
    assertThat(studio.render().code()).isZero();
    Path there = server.bucket(bucket).resolve("jobs/a b");
    String output = "s3a://" + bucket + "/jobs/a b";
    try (Recorder recorder = Recorder.before(server.port())) {
      set(S3Server.settings(recorder.port()));
      set(Map.of("spark.hadoop.fs.s3a.buffer.dir", "/dev/null/no-disk"));

      Ran first = studio.render("--set", "units=0-1", "--output", output);
      Ran again = studio.render("--output", output);
      Ran verdict =
          Ran.phosphene("verify", output, "--master", "local[2]", "--rerender", "2", "--clean");

      assertThat(first.code()).as(first.err()).isZero();
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).startsWith("squeezenet: 15 tiles, 6 of them rendered before, in s3a");
      assertThat(verdict.out() + verdict.err())
          .contains("squeezenet atlas in " + output + ": 15 rendered, 0 dead")
          .contains("\nThe gallery is what its index says.\n")
          .endsWith("Removed 0 leftovers\n");
      assertThat(recorder.heads("PUT"))
          .as("no rename, which is a copy there")
          .hasSizeGreaterThan(15)
          .noneMatch(head -> head.contains("copy-source"));
    }
    assertThat(Studio.tiles(there)).isEqualTo(Studio.tiles(studio.output())).hasSize(15);
    String expected =
        "jobs/a b/(gallery\\.json|summary\\.json|index\\.html|site/.*|lease/|sheets/default/|index/tiles/part-.*\\.parquet"
            + "|(tiles/[^/]+/[^/]+/\\d+|sheets/[^/]+/[^/]+)\\.png)";
    assertThat(server.names(bucket, "")).filteredOn(name -> !name.matches(expected)).isEmpty();
  }

  /** The model, its weights in a folder below, what the network sees and the classes' names. */
  @Test
  void aNetworkOfSeveralFilesIsFetchedWhole() throws IOException {
    Files.createDirectories(folder.resolve("model"));
    Path model = TinyOnnx.write(folder.resolve("model/tiny.onnx"), "data/tiny.bin");
    Path config =
        Files.writeString(
            folder.resolve("model/preprocessor_config.json"),
            "{\"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.25, 0.25, 0.25]}");
    Path labels = Files.writeString(folder.resolve("labels.txt"), "cat\ndog\nblue macaw\n");
    server.bucket(bucket);
    server.put(bucket, "nets/tiny.onnx", Files.readAllBytes(model));
    server.put(
        bucket, "nets/data/tiny.bin", Files.readAllBytes(folder.resolve("model/data/tiny.bin")));
    server.put(bucket, "nets/preprocessor_config.json", Files.readAllBytes(config));
    server.put(bucket, "nets/labels.txt", Files.readAllBytes(labels));
    set(server.settings());

    Ran near = classes(model.toString(), labels.toString(), folder.resolve("near").toString());
    String there = "s3a://" + bucket + "/nets/";
    Ran far = classes(there + "tiny.onnx", there + "labels.txt", folder.resolve("far").toString());

    assertThat(near.out()).as(near.err()).contains("\nRendered 1 tile in ");
    assertThat(far.out()).as(far.err()).contains("\nRendered 1 tile in ");
    assertThat(Studio.tiles(folder.resolve("far")))
        .containsOnlyKeys("tiles/default/fc/2.png")
        .isEqualTo(Studio.tiles(folder.resolve("near")));
    Ran lost =
        classes(there + "other.onnx", there + "labels.txt", folder.resolve("lost").toString());
    assertThat(lost.err())
        .endsWith("Cannot read " + there + "other.onnx: no such file\n")
        .contains("job.yaml:2: ");
  }

  private Ran classes(String network, String labels, String output) throws IOException {
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            String.join(
                "\n",
                "job: atlas",
                "network: " + network,
                "labels: " + labels,
                "objective: class",
                "units: macaw",
                "recipe: {size: 16, steps: 3, retries: 0, transforms: none}",
                "output: " + output));
    return Ran.phosphene("render", job.toString(), "--master", "local[1]");
  }

  @Test
  void credentialsAreShownNowhere() throws IOException {
    Studio studio = Studio.in(folder);
    Path there = server.bucket(bucket);
    set(server.settings());
    set(
        Map.of(
            "spark.hadoop.fs.s3a.aws.credentials.provider",
            "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider",
            "spark.hadoop.fs.s3a.session.token",
            "token-of-a-session"));
    String output = "s3a://" + bucket + "/good";
    StringBuilder shown = new StringBuilder();
    try (Logs logs = Logs.listen()) {
      for (Ran ran :
          List.of(
              studio.render("--output", output),
              studio.command("plan", "--no-calibration", "--output", output),
              Ran.phosphene("verify", output, "--master", "local[1]"),
              Ran.phosphene("query", "--json", output, "SELECT * FROM tiles"))) {
        assertThat(ran.code()).as(ran.err()).isZero();
        shown.append(ran);
      }
      Ran lost = studio.render("--output", "s3a://b-" + UUID.randomUUID() + "/x");
      assertThat(lost.code()).isNotZero();
      shown.append(lost);
      set(Map.of("spark.hadoop.fs.s3a.secret.key", "not-the-secret-key"));
      String closed = "b-" + UUID.randomUUID();
      server.bucket(closed);
      Ran refused = studio.render("--output", "s3a://" + closed + "/x");
      assertThat(refused.code()).isNotZero();
      assertThat(refused.err()).startsWith("Cannot ").doesNotContain("\tat ");
      shown.append(refused);
      assertThat(logs.text()).contains("DEBUG phosphene.").contains("INFO org.apache.spark.");
      shown.append(logs.text());
    }
    shown.append(IndexRows.of(there.resolve("good")));
    try (Stream<Path> files = Files.walk(there)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        shown.append(file).append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(shown.toString())
        .contains("gallery.json", "summary.json", "tiles/default/conv1/0.png")
        .doesNotContain(S3Server.IDENTITY)
        .doesNotContain(S3Server.CREDENTIAL)
        .doesNotContain("token-of-a-session")
        .doesNotContain("not-the-secret-key");
  }

  @ParameterizedTest
  @CsvSource({
    "output, s3a://AKIA17:hush@bucket/out, s3a://***@bucket/out",
    "output, s3a://AKIA17:hu/sh@bucket/out, s3a://***@bucket/out",
    "output, s3a://AKIA17@bucket/out, s3a://***@bucket/out",
    "weights, ftp://hush:AKIA17@host/w.h5, ftp://***@host/w.h5",
    "network, s3a://AKIA17:hush@bucket/m.zip, s3a://***@bucket/m.zip"
  })
  void placesWithCredentialsAreRefusedAndNotShown(String key, String place, String shown)
      throws IOException {
    Studio studio = Studio.in(folder);
    Path file = folder.resolve("other.yaml");
    Files.writeString(
        file,
        Files.readString(studio.job())
            .replaceFirst("(?m)^" + key + ": .*$", key + ": \"" + place + "\""));
    int line = Files.readAllLines(file).indexOf(key + ": \"" + place + "\"") + 1;
    String rule =
        "Invalid "
            + key
            + ": "
            + shown
            + " (must be a path or URI without credentials: Spark's settings have a place for them,"
            + " such as spark.hadoop.fs.s3a.secret.key)\n";

    Ran written = Ran.phosphene("render", file.toString());
    Ran planned = Ran.phosphene("plan", file.toString());
    Ran set = studio.render("--set", key + "=" + place);

    assertThat(written.err()).isEqualTo(file + ":" + line + ": " + rule);
    assertThat(planned).isEqualTo(written);
    assertThat(set.err()).isEqualTo("--set " + key + "=" + shown + ": " + rule);
    assertThat(set.code()).isEqualTo(ExitCode.MISTAKE);
    for (Ran ran : List.of(Ran.phosphene("verify", place), Ran.phosphene("render", place))) {
      assertThat(ran.code()).isEqualTo(ExitCode.MISTAKE);
      assertThat(ran.err()).startsWith("Invalid place: " + shown + " (must be a path or URI with");
      assertThat(ran.toString()).doesNotContain("hush").doesNotContain("AKIA17");
    }
  }
}
