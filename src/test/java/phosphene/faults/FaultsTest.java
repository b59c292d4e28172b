package phosphene.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.cli.Album;
import phosphene.cli.Ran;
import phosphene.cli.Studio;
import phosphene.rig.Application;
import phosphene.rig.FaultProxy;
import phosphene.rig.FaultProxy.Fault;
import phosphene.rig.HeldKind;
import phosphene.rig.HeldKind.Hold;
import phosphene.rig.Program;
import phosphene.rig.S3Server;
import phosphene.rig.StandaloneCluster;
import phosphene.rig.StandaloneCluster.Mode;
import phosphene.rig.StandaloneCluster.Seat;

/**
 * Jobs on a cluster with an object store while something goes wrong. After each, the gallery is
 * that of an undisturbed job, picture by picture, and what it says of itself is true.
 */
@Timeout(1200)
@Slow
class FaultsTest {
  private static final Duration LONG = Duration.ofMinutes(8);
  private static final String BUCKET = "galleries";
  private static final int TILES = 48;
  private static final int PHOTOS = 16;
  private static final String STEPS = "recipe.steps=200";
  private static final String JOB =
      """
      job: atlas
      network: squeezenet
      weights: random:1
      layers: [conv1, fire2_expand3x3, fire5_expand3x3]
      units: 0-15
      recipe: {size: 64, steps: 72, retries: 0, transforms: [{jitter: 2}, {rotate: 5}]}
      output: out
      """;

  @TempDir static Path folder;
  private static Path job = Path.of("");
  private static Map<String, String> undisturbed = Map.of();
  private static S3Server store;
  private static StandaloneCluster cluster;
  private static Application application;

  @BeforeAll
  static void begin() throws IOException {
    job = Files.writeString(folder.resolve("job.yaml"), JOB);
    String output = folder.resolve("undisturbed").toString();
    Ran ran = Ran.phosphene("render", job.toString(), "--master", "local[2]", "--output", output);
    assertThat(ran.code()).as(ran.err()).isZero();
    undisturbed = Studio.tiles(Path.of(output));
    assertThat(undisturbed).hasSize(TILES);
    store = S3Server.start(Files.createDirectories(folder.resolve("s3")));
    store.bucket(BUCKET);
    cluster =
        StandaloneCluster.start(folder.resolve("cluster"), Seat.of(1, "2g"), Seat.of(1, "2g"));
    application = Application.tested(folder);
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
    if (store != null) {
      store.close();
    }
  }

  @Test
  void executorsMayDieAtAnyMoment() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(10);
    int left = 10;
    for (int i = 0; left > 0; i++) { // one job lives long enough, unless this process stood still
      Program submission = submit("executors" + i, store.settings());
      left -= kill(left, random, submission);

      assertSound(submission, "executors" + i);
    }
  }

  /** What is left of a listing, of its distribution and of its dreams may lie on any of them. */
  @Test
  void executorsMayDieWhilePhotosInFoldersAreDreamt() throws Exception {
    Album album = Album.in(Files.createDirectories(folder.resolve("album")));
    for (int i = 0; i < PHOTOS; i++) {
      album.photo(2019 + i % 2 + "/0" + (1 + i / 2 % 2) + "/" + i + ".png", 0.07 * i);
    }
    Ran ran = album.command("render", "--master", "local[2]", "--set", STEPS);
    assertThat(ran.code()).as(ran.err()).isZero();
    SplittableRandom random = new SplittableRandom(6);
    int left = 6;
    for (int i = 0; left > 0; i++) {
      Path gallery = store.bucket(BUCKET).resolve("photos" + i);
      Program submission = submit(album.job(), "photos" + i, store.settings(), "--set", STEPS);
      submission.await("dreams", LONG, () -> some(HeldKind.count(gallery.resolve("dreams")) > 0));
      left -= kill(left, random, submission);

      assertSound(submission, "photos" + i, PHOTOS);
      assertThat(Album.dreams(gallery)).hasSize(PHOTOS).isEqualTo(Album.dreams(album.output()));
    }
  }

  /** Kills executors while a job runs; returns how many. */
  private static int kill(int most, SplittableRandom random, Program submission)
      throws InterruptedException {
    int killed = 0;
    while (killed < most && submission.alive()) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(300, 3000));
      List<ProcessHandle> executors = cluster.executors();
      if (!executors.isEmpty()) {
        executors.get(random.nextInt(executors.size())).destroyForcibly();
        killed++;
      }
    }
    return killed;
  }

  @Test
  void theDriverMayDieAndTheJobGoesOn() {
    Path tiles = store.bucket(BUCKET).resolve("driver/tiles/default");
    Hold hold = Hold.at(tiles.resolve("conv1"), 6);
    Map<String, String> settings = new TreeMap<>(store.settings());
    settings.putAll(hold.settings());
    Program first = submit("driver", settings);
    first.await("tiles", LONG, () -> some(hold.reached()));
    first.kill();
    first.ended(LONG);
    assertThat(HeldKind.count(tiles.resolve("fire5_expand3x3"))).isLessThan(TILES / 3);

    Program second = submit("driver", store.settings());

    assertSound(second, "driver");
    assertThat(second.printed()).contains("squeezenet: 48 tiles, ");
  }

  @Test
  void theStoreMayFailAtAFifthOfTheRequestsWhileTasksRunTwice() throws IOException {
    try (FaultProxy proxy = FaultProxy.before(store.port(), 20, 7)) {
      Map<String, String> settings = new TreeMap<>(S3Server.settings(proxy.port()));
      settings.put("spark.speculation", "true");
      settings.put("spark.speculation.interval", "100ms");
      settings.put("spark.speculation.quantile", "0.1");
      settings.put("spark.speculation.multiplier", "1.01");
      settings.put("spark.speculation.minTaskRuntime", "100ms");

      Program submission = submit("store", settings);

      assertSound(submission, "store");
      assertThat(proxy.counts()).containsKeys(Fault.values());
    }
  }

  @Test
  void anExecutorWithAFullDiskDoesNotEndTheJob() throws Exception {
    Program narrow = cluster.workers().get(1);
    limit(narrow, "2000000");
    try {
      Program submission = submit("disk", store.settings());

      assertSound(submission, "disk");
    } finally {
      limit(narrow, "unlimited");
    }
  }

  /** No file of that process or its children becomes longer: as if the disk were full then. */
  private static void limit(Program program, String bytes) throws Exception {
    Process limit =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(program.pid()), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(limit.waitFor()).as("prlimit").isZero();
  }

  @Test
  void aTaskThatHangsIsDoneByAnotherExecutor() {
    Accident accident = accident(Accident.Kind.HANG);
    Map<String, String> settings = new TreeMap<>(store.settings());
    settings.putAll(accident.settings());
    settings.put("spark.phosphene.stall", "30s");
    settings.put("spark.task.reaper.killTimeout", "3s");
    settings.put("spark.task.reaper.pollingInterval", "1s");

    Program submission = submit("hang", settings);

    assertSound(submission, "hang");
    assertThat(accident.mark()).as("where it hung").exists();
    assertThat(submission.printed()).contains("it stood still for 30 s");
  }

  @Test
  void anExecutorWithoutMemoryDoesNotEndTheJob() {
    Accident accident = accident(Accident.Kind.FILL_HEAP);
    Map<String, String> settings = new TreeMap<>(store.settings());
    settings.putAll(accident.settings());

    Program submission = submit("memory", settings);

    assertSound(submission, "memory");
    assertThat(accident.mark()).as("where memory was used up").exists();
  }

  @Test
  void anExecutorThatFailsAtEverythingIsReplaced() {
    Accident accident = accident(Accident.Kind.FAIL);
    Map<String, String> settings = new TreeMap<>(store.settings());
    settings.putAll(accident.settings());

    Program submission = submit("ill", settings);

    assertSound(submission, "ill");
    assertThat(accident.mark()).as("where it began to fail").exists();
    assertThat(submission.printed()).contains("all images of 3 tasks in a row failed");
  }

  private static Accident accident(Accident.Kind kind) {
    return new Accident(kind, folder.resolve(kind.name()), new AtomicInteger(), 50);
  }

  private static Program submit(String gallery, Map<String, String> settings) {
    return submit(job, gallery, settings);
  }

  private static Program submit(
      Path jobFile, String gallery, Map<String, String> settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of("phosphene.cli.Main", "render"));
    arguments.addAll(List.of(jobFile.toString(), "--output", "s3a://" + BUCKET + "/" + gallery));
    arguments.addAll(List.of(more));
    return cluster.submit(Mode.CLIENT, application, settings, arguments.toArray(String[]::new));
  }

  private static Optional<Boolean> some(boolean there) {
    return Optional.of(there).filter(Boolean::booleanValue);
  }

  /** Ends well, and the gallery is as if nothing had happened. */
  private static void assertSound(Program submission, String gallery) {
    assertSound(submission, gallery, TILES);
    assertThat(Studio.tiles(store.bucket(BUCKET).resolve(gallery)))
        .as(submission.printed())
        .isEqualTo(undisturbed);
  }

  /** Ends well, and the gallery is whole. */
  private static void assertSound(Program submission, String gallery, int pictures) {
    int code = submission.ended(LONG);
    assertThat(code).as(submission.printed()).isZero();
    Ran verify =
        Ran.phosphene(
            "verify", store.bucket(BUCKET).resolve(gallery).toString(), "--master", "local[1]");
    assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
    assertThat(verify.out()).containsPattern(": " + pictures + " rendered, (0 dead, )?0 failed;");
  }
}
