package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.rig.Application;
import phosphene.rig.Program;
import phosphene.rig.S3Server;
import phosphene.rig.Sighting;
import phosphene.rig.StandaloneCluster;
import phosphene.rig.StandaloneCluster.Mode;
import phosphene.rig.StandaloneCluster.Seat;
import phosphene.rig.WitnessedKind;

/**
 * Jobs on a cluster of two workers with everything in an object store, submitted as users do it.
 */
@Timeout(600)
@Slow
class SubmitTest {
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final String BUCKET = "work";
  private static final String STORE = "s3a://" + BUCKET + "/";
  private static final String WEIGHTS = "/phosphene/network/zoo/primer.npz";
  private static final String ATLAS =
      """
      job: atlas
      network: primer
      weights: %sweights/primer.npz
      layers: [block1_conv1, block1_conv2, block2_conv1, block3_conv1]
      units: 0-3
      recipe: {size: 32, steps: 3, retries: 0}
      output: %sdefault
      """;

  @TempDir static Path folder;
  private static S3Server s3;
  private static StandaloneCluster cluster;
  private static Application application;
  private static Map<String, String> local;

  @BeforeAll
  static void start() throws IOException {
    try (var weights = SubmitTest.class.getResourceAsStream(WEIGHTS)) {
      byte[] bytes = weights.readAllBytes();
      s3 = S3Server.start(folder.resolve("s3"));
      s3.put(BUCKET, "weights/primer.npz", bytes);
      s3.put(BUCKET, "jobs/atlas.yaml", atlas(STORE).getBytes(StandardCharsets.UTF_8));
      Files.createDirectories(folder.resolve("here/weights"));
      Files.write(folder.resolve("here/weights/primer.npz"), bytes);
    }
    cluster = StandaloneCluster.start(folder.resolve("spark"), cards("0", "1"), cards("2", "3"));
    application = Application.tested(folder);
    Path job = Files.writeString(folder.resolve("here/job.yaml"), atlas(folder + "/here/"));
    Ran ran = Ran.phosphene("render", job.toString(), "--master", "local[1]");
    assertThat(ran.code()).as(ran.err()).isZero();
    local = Studio.tiles(folder.resolve("here/default"));
  }

  private static String atlas(String place) {
    return ATLAS.replace("%s", place);
  }

  /** A worker of two cores whose discovery finds two cards. */
  private static Seat cards(String first, String second) throws IOException {
    Path script = folder.resolve("cards" + first + ".sh");
    Files.writeString(
        script,
        "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"%s\", \"%s\"]}'\n"
            .formatted(first, second));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return new Seat(
        2,
        "2g",
        Map.of(
            "spark.worker.resource.gpu.amount",
            "2",
            "spark.worker.resource.gpu.discoveryScript",
            script.toString()));
  }

  @AfterAll
  static void stop() {
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    cluster.close();
    s3.close();
    started.forEach(process -> process.onExit().orTimeout(5, TimeUnit.MINUTES).join());
  }

  @Test
  void anAtlasSubmittedFromHereHasTheBytesOfALocalOne() throws IOException {
    Path seen = Files.createDirectory(folder.resolve("seen-client"));

    Program submission =
        submit(Mode.CLIENT, witnessed(seen, 2), "jobs/atlas.yaml", "--output", STORE + "client");

    assertThat(submission.printed()).contains("Rendered 16 tiles in ");
    assertThat(Studio.tiles(s3.bucket(BUCKET).resolve("client"))).isEqualTo(local).hasSize(16);
    twoExecutorsUnpackedApart(Sighting.in(seen));
  }

  /** Each has a folder of its own, has loaded ND4J from it, and computes with one thread. */
  private static void twoExecutorsUnpackedApart(List<Sighting> sightings) {
    assertThat(sightings).extracting(Sighting::device).containsOnly("cpu");
    assertThat(sightings).extracting(Sighting::threads).containsOnly("1");
    assertThat(sightings).extracting(Sighting::libraries).allMatch(count -> count > 0);
    Map<String, List<String>> folders =
        sightings.stream()
            .collect(
                Collectors.groupingBy(
                    Sighting::executor,
                    Collectors.mapping(
                        Sighting::natives,
                        Collectors.collectingAndThen(
                            Collectors.toSet(), all -> new ArrayList<>(all)))));
    assertThat(folders).hasSize(2);
    assertThat(folders.values()).allMatch(own -> own.size() == 1).doesNotHaveDuplicates();
  }

  @Test
  void anAtlasWhoseDriverRunsOnAWorkerHasTheBytesOfALocalOne() {
    Program submission =
        submit(Mode.CLUSTER, Map.of(), "jobs/atlas.yaml", "--output", STORE + "cluster");

    String driver = cluster.driver(submission);
    assertThat(cluster.state(driver)).isEqualTo("FINISHED");
    assertThat(cluster.printed(driver, "stdout")).contains("Rendered 16 tiles in ");
    assertThat(Studio.tiles(s3.bucket(BUCKET).resolve("cluster"))).isEqualTo(local).hasSize(16);
  }

  @Test
  void photosOfABucketAreDreamtOnceByWhomeverAsks() throws IOException {
    Album album = Album.in(Files.createDirectory(folder.resolve("album")));
    album.photo("a.jpg", 0.3);
    album.photo("trip to the sea/b.png", 0.6);
    for (String name : Studio.files(album.photos()).keySet()) {
      s3.put(BUCKET, "photos/" + name, Files.readAllBytes(album.photos().resolve(name)));
    }
    String job =
        Files.readString(album.job())
            .replace(album.photos().toString(), STORE + "photos")
            .replace(album.output().toString(), STORE + "dreams");
    s3.put(BUCKET, "jobs/dreams.yaml", job.getBytes(StandardCharsets.UTF_8));
    assertThat(album.render().code()).isZero();

    Program first = submit(Mode.CLIENT, Map.of(), "jobs/dreams.yaml");

    assertThat(first.printed()).contains("Rendered 2 dreams in ");
    Path dreams = s3.bucket(BUCKET).resolve("dreams");
    assertThat(Album.dreams(dreams)).isEqualTo(Album.dreams(album.output())).hasSize(2);
    Map<String, String> before = Studio.files(dreams);

    s3.settings().forEach(System::setProperty);
    Ran second = Ran.phosphene("render", STORE + "jobs/dreams.yaml", "--master", "local[1]");
    s3.settings().keySet().forEach(System::clearProperty);

    assertThat(second.out()).as(second.err()).contains("Nothing to render: ");
    assertThat(Studio.files(dreams)).isEqualTo(before);
  }

  @Test
  void aCardHasOneTaskAtATimeAndNoneIsIdle() throws IOException {
    Path seen = Files.createDirectory(folder.resolve("seen-cards"));
    Map<String, String> settings = new HashMap<>(witnessed(seen, 4));
    settings.put("spark.executor.cores", "2");
    settings.put("spark.cores.max", "4");
    settings.put("spark.executor.resource.gpu.amount", "2");
    settings.put("spark.task.resource.gpu.amount", "1");

    submit(Mode.CLIENT, settings, "jobs/atlas.yaml", "--output", STORE + "cards");

    List<Sighting> sightings = Sighting.in(seen);
    assertThat(sightings)
        .extracting(Sighting::device)
        .contains("cuda:0", "cuda:1", "cuda:2", "cuda:3");
    for (Sighting one : sightings) {
      assertThat(sightings).as("beside %s", one).noneMatch(one::clashes);
    }
    assertThat(Studio.tiles(s3.bucket(BUCKET).resolve("cards"))).isEqualTo(local);
  }

  /** No task ends before so many have begun: else the first executor may do all the work. */
  private static Map<String, String> witnessed(Path seen, int together) {
    return Map.of(
        "spark.phosphene.engine",
        WitnessedKind.NAME,
        WitnessedKind.FOLDER,
        seen.toString(),
        WitnessedKind.TOGETHER,
        Integer.toString(together));
  }

  /** Renders a job of the bucket on two executors; returns when it has ended well. */
  private static Program submit(
      Mode mode, Map<String, String> settings, String job, String... more) {
    Map<String, String> all = new HashMap<>(s3.settings());
    all.put("spark.cores.max", "2");
    all.putAll(settings);
    List<String> arguments = new ArrayList<>(List.of("phosphene.cli.Main", "render", STORE + job));
    arguments.addAll(List.of(more));
    Program submission = cluster.submit(mode, application, all, arguments.toArray(String[]::new));
    assertThat(submission.ended(MOST)).as(submission.printed()).isZero();
    assertThat(submission.printed()).doesNotContain(S3Server.CREDENTIAL);
    return submission;
  }
}
