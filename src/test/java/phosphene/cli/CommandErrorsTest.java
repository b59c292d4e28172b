package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Models;

/**
 * What a user can get wrong: an exact message on standard error, exit code 2, and Spark never
 * starts.
 */
class CommandErrorsTest {
  @TempDir Path folder;
  private Studio studio;

  @BeforeEach
  void watchStarts() {
    studio = Studio.in(folder);
    Starts.watch();
  }

  @AfterEach
  void endStarts() {
    Starts.end();
  }

  /** Arguments of render behind the job file, and the message; FOLDER stands for the folder. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "--set bogus=1",
            "--set bogus=1: Unknown key: bogus (known: job, network, weights, preprocessing, labels, layers, units,"
                + " objective, negative, tap, recipe, seed, renderings, dataset, judge, output)"),
        mistake(
            "--set recipe.step=1",
            "--set recipe.step=1: Unknown key: recipe.step (did you mean steps? known:"
                + " name, size, steps, attempts, retries, redirect, schedule, parameterization,"
                + " transforms, optimizer, precision, transparency, regularizers)"),
        mistake(
            "--set recipe.steps=many",
            "--set recipe.steps=many: Invalid recipe.steps: many (must be a whole number)"),
        mistake(
            "--set recipe.steps=0",
            "--set recipe.steps=0: Invalid recipe.steps: 0 (must be between 1 and 1000000)"),
        mistake("--set steps", "Invalid --set: steps (must be key=value)"),
        mistake(
            "--set network=vgg91 --set weights=random:1",
            "--set network=vgg91: Cannot find network vgg91 (did you mean vgg19?): ./phosphene"
                + " networks lists the 68 that are known"),
        mistake(
            "--set layers=conv9",
            "--set layers=conv9: Invalid layers: conv9 (must be a layer; nearest: conv10, conv1,"
                + " fire9_squeeze1x1)"),
        mistake(
            "--set units=0-96",
            "--set units=0-96: Invalid units: 0-96 (must be between 0 and 95, the channels of"
                + " conv1)"),
        mistake(
            "--set recipe.size=16 --set recipe.transforms=none --set layers=fire9",
            "--set recipe.size=16: Invalid recipe.size: 16 (must be larger for fire9: Invalid shape: 512x0x0 (must"
                + " be at least 1 in each extent))"),
        mistake(
            "--set weights=FOLDER/gone.h5",
            "--set weights=FOLDER/gone.h5: Cannot read weights FOLDER/gone.h5: no such file"),
        mistake(
            "--set network=FOLDER/m.zip",
            "FOLDER/job.yaml:3: Invalid weights: random:1 (must be left out: FOLDER/m.zip"
                + " brings its own)"),
        mistake(
            "--conf fs.s3a.secret.key=hush",
            "Invalid --conf: fs.s3a.secret.key (must be KEY=VALUE with a KEY that begins with spark.)"),
        mistake(
            "--properties-file FOLDER/gone.conf",
            "Cannot read --properties-file FOLDER/gone.conf: no file of settings is there"),
        mistake(
            "--set weights=FOLDER",
            "--set weights=FOLDER: Cannot read weights FOLDER: Is a directory"),
        mistake("--batch 0", "Invalid --batch: 0 (must be at least 1)"),
        mistake(
            "--master locl",
            "Invalid --master: locl (must be local, local[N], local[*], spark://HOST:PORT,"
                + " k8s://URL or yarn)"),
        mistake(
            "--master local[0]",
            "Invalid --master: local[0] (must be local, local[N], local[*], spark://HOST:PORT,"
                + " k8s://URL or yarn)"),
        mistake(
            "--output nothing://there/x",
            "Cannot open nothing://there/x: No FileSystem for scheme \"nothing\""),
        mistake(
            "--output FOLDER/job.yaml",
            "Cannot write file:FOLDER/job.yaml/lease/000001.json: Parent path is not a directory:"
                + " file:FOLDER/job.yaml"),
        mistake(
            "--output FOLDER/job.yaml/x",
            "Cannot write file:FOLDER/job.yaml/x/lease/000001.json: Parent path is not a directory:"
                + " file:FOLDER/job.yaml"),
        mistake(
            "--output /proc/phosphene",
            "Cannot write file:/proc/phosphene/lease/000001.json: Mkdirs failed to create"
                + " file:/proc/phosphene/lease"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isRefusedBeforeSparkStarts(String arguments, String message) {
    Map<String, String> before = Studio.files(folder);
    List<String> words =
        new ArrayList<>(Arrays.asList(arguments.replace("FOLDER", folder.toString()).split(" ")));
    if (!words.contains("--master")) {
      words.addAll(List.of("--master", "local[1]"));
    }

    Ran ran = studio.command("render", words.toArray(String[]::new));

    refused(ran, message.replace("FOLDER", folder.toString()));
    assertThat(Studio.files(folder)).isEqualTo(before);
  }

  @Test
  void aJobFileThatIsNotThereIsRefused() throws IOException {
    refused(
        Ran.phosphene("render", folder + "/gone.yaml"),
        "Cannot read " + folder + "/gone.yaml: no such file");
    refused(Ran.phosphene("plan", folder.toString()), "Cannot read " + folder + ": it is a folder");
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
    refused(
        Ran.phosphene("render", empty.toString()), empty + ": Cannot read job: the file is empty");
  }

  @Test
  void weightsThatAreDamagedOrOfAnotherNetworkAreRefused() throws IOException {
    Path npz = folder.resolve("x.npz");
    try (OutputStream out = Files.newOutputStream(npz);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("block1_conv1_w.npy"));
      zip.write(new byte[300]);
    }
    refused(
        studio.render("--set", "weights=" + npz),
        weights(npz) + ": block1_conv1_w is not part of squeezenet");

    Path half = folder.resolve("half.npz");
    Files.write(half, Arrays.copyOf(Files.readAllBytes(npz), 60));
    refused(
        studio.render("--set", "weights=" + half), weights(half) + ": zip END header not found");

    Path text = Files.writeString(folder.resolve("x.h5"), "nothing");
    refused(
        studio.render("--set", "weights=" + text),
        weights(text)
            + ": it is none of safetensors, HDF5 (.h5), NumPy (.npz) and Caffe (.caffemodel)");
    assertThat(studio.output()).doesNotExist();
  }

  @Test
  void fetchedWeightsWithAWrongDigestAreRefused() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Path file =
        Files.createFile(cache.resolve("vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"));
    Path job =
        Files.writeString(
            folder.resolve("fetched.yaml"), "job: atlas\nnetwork: vgg19\noutput: " + folder + "/x");
    refused(
        Ran.phosphene("render", job.toString(), "--weights-cache", cache.toString()),
        job
            + ":2: Cannot use weights "
            + file
            + ": MD5 is d41d8cd98f00b204e9800998ecf8427e, expected"
            + " 253f8cb515780f3b799900260a226db6; run ./phosphene networks fetch vgg19 again");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void realWeightsThatAreTruncatedOrOfAnotherVersionAreRefused() throws IOException {
    Path real = Models.file("squeezenet-1.1-notop.h5").toAbsolutePath().normalize();
    refused(
        studio.render("--set", "weights=" + real),
        weights(real) + ": conv1/conv1_3/bias:0 has shape 64, expected 96");

    Path half = folder.resolve("half.h5");
    Files.write(half, Arrays.copyOf(Files.readAllBytes(real), 100_000));
    refused(
        studio.render("--set", "weights=" + half, "--set", "network=squeezenet1.1"),
        weights(half) + ": it is truncated: 100000 bytes");
  }

  private static String weights(Path file) {
    return "--set weights=" + file + ": Cannot read weights " + file;
  }

  /** A key and a value that is found to be wrong where it is used, of a kind of job. */
  @ParameterizedTest
  @CsvSource({
    "atlas, weights, /nope.npz",
    "atlas, weights, nothing://x/x.npz",
    "atlas, preprocessing, signed",
    "atlas, dataset, /nope",
    "atlas, dataset, nothing://x",
    "dream, weights, /nope.npz",
    "dream, photos, /nope",
    "dream, guide, /nope.jpg",
    "dream, guide, JOB",
    "dream, guide, nothing://x/x.jpg",
    "scan, weights, /nope.npz",
    "scan, layers, nope",
    "flight, weights, /nope.npz",
    "flight, start, /nope.jpg",
    "flight, start, JOB",
    "flight, units, nope",
  })
  void whatASettingNamesIsToldByIt(String kind, String key, String value) throws IOException {
    Path job = folder.resolve(kind + ".yaml");
    String setting = key + "=" + value.replace("JOB", job.toString());
    String own = kind.equals("atlas") ? "" : kind.equals("flight") ? "units: conv1/1\n" : PHOTOS;
    Files.writeString(
        job,
        "job: "
            + kind
            + "\nnetwork: squeezenet\nweights: random:1\noutput: FOLDER/o\n"
                .concat(own)
                .replace("FOLDER", folder.toString()));
    Files.createDirectories(folder.resolve("photos"));

    for (String command : List.of("render", "plan")) {
      Ran ran = Ran.phosphene(command, job.toString(), "--set", setting);
      assertThat(ran.err()).startsWith("--set " + setting + ": ").containsOnlyOnce("\n");
      assertThat(ran.code()).isEqualTo(ExitCode.MISTAKE);
    }
    assertThat(Starts.count()).isZero();
    assertThat(folder.resolve("o")).doesNotExist();

    String file = Files.readString(job).replace("\n" + key + ":", "\n#" + key + ":");
    Files.writeString(job, file + setting.replaceFirst("=", ": ") + "\n");
    Ran written = Ran.phosphene("plan", job.toString());
    assertThat(written.err()).startsWith(job + ":" + (file.lines().count() + 1) + ": ");
  }

  @Test
  void galleriesOfNoStoreAndBadPricesAreMistakes() {
    String message = "Cannot open nothing://x: No FileSystem for scheme \"nothing\"";
    refused(Ran.phosphene("query", "nothing://x", "SELECT 1"), message);
    refused(Ran.phosphene("verify", "nothing://x"), message);
    refused(Ran.phosphene("site", "nothing://x"), message);
    refused(
        studio.command("plan", "--price", "-1"),
        "Invalid --price: -1.0 (must be dollars for an hour of a slot, from 0)");
    refused(
        Ran.phosphene("verify", "x", "--verbose"),
        "Invalid option: --verbose\nSee: ./phosphene verify --help");
  }

  private static final String PHOTOS = "layers: conv1\nphotos: FOLDER/photos\n";

  @Test
  void aForeignFolderIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(studio.output().resolve("photos"));
    Files.writeString(studio.output().resolve("photos/holiday.txt"), "sun");
    Map<String, String> before = Studio.files(folder);

    refused(
        studio.render(),
        "Cannot write to " + uri() + ": it is not empty and holds no gallery.json");

    assertThat(Studio.files(folder)).isEqualTo(before);
  }

  @Test
  void anotherJobsGalleryIsRefusedAndLeftAlone() {
    studio.render("--set", "units=0");
    Map<String, String> before = Studio.files(folder);
    Starts.watch();

    refused(studio.render("--set", "seed=7"), otherJob("seed: 42 there, 7 here"));
    refused(studio.render("--set", "recipe.steps=5"), otherJob("recipe.steps: 4 there, 5 here"));
    refused(
        studio.render("--set", "objective=neuron"),
        otherJob("objective.objective: channel there, {\"neuron\":{\"x\":0.5,\"y\":0.5}} here"));

    assertThat(Studio.files(folder)).isEqualTo(before);
  }

  private String otherJob(String difference) {
    return "Cannot write to "
        + uri()
        + ": its rendering default is made in another way ("
        + difference
        + "; give this one another name below renderings, or choose another output)";
  }

  private String uri() {
    return "file:" + studio.output();
  }

  @Test
  void whatIsNoGalleryOrNoQueryIsRefused() {
    refused(
        Ran.phosphene("query", folder + "/gone", "SELECT 1"),
        "Cannot read gallery file:" + folder + "/gone: no gallery.json there");
    refused(
        Ran.phosphene("query", folder.toString(), "DROP VIEW tiles"),
        "Invalid SQL: Syntax error at or near 'DROP', line 1, pos 0 (must be one query, such as"
            + " SELECT; or SHOW TABLES, or DESCRIBE and a table)");
  }

  private static final String COMMANDS =
      "render, plan, query, verify, site, networks, train-primer, bench, engines, recipes,"
          + " compare-recipes, spectrum, help";

  @Test
  void commandsThatDoNotExistAreRefused() {
    refused(
        Ran.phosphene("rendr"),
        "Invalid command: rendr (must be one of "
            + COMMANDS
            + ") (did you mean render?)\nSee: ./phosphene --help");
    refused(
        Ran.phosphene("doctor"),
        "Invalid command: doctor (must be one of " + COMMANDS + ")\nSee: ./phosphene --help");
    refused(
        Ran.phosphene("render", "x.yaml", "--ouput", "o"),
        "Invalid option: --ouput (did you mean --output?)\nSee: ./phosphene render --help");
    refused(
        Ran.phosphene("query", "out", "SELECT", "1"),
        "Invalid argument: 1 (must be left out, or in quotes with the one before if it belongs to"
            + " that)\nSee: ./phosphene query --help");
    refused(
        Ran.phosphene("render", "x.yaml", "--batch", "many"),
        "Invalid --batch: many (must be a whole number)\nSee: ./phosphene render --help");
    refused(Ran.phosphene("-x"), "Invalid option: -x\nSee: ./phosphene --help");
    refused(
        Ran.phosphene("query", "out"),
        "Missing required parameter: 'SQL'\nSee: ./phosphene query --help");
    refused(
        Ran.phosphene("networks", "show", "vgg91"),
        "Cannot find network vgg91 (did you mean vgg19?): ./phosphene networks lists the 68 that are"
            + " known");
    Ran nothing = Ran.phosphene();
    assertThat(nothing.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(nothing.out() + nothing.err()).startsWith("Usage: phosphene [-hV] [");
  }

  private static Arguments mistake(String arguments, String message) {
    return Arguments.of(arguments, message);
  }

  private static void refused(Ran ran, String message) {
    assertThat(ran).isEqualTo(new Ran(ExitCode.MISTAKE, "", message + "\n"));
    assertThat(Starts.count()).isZero();
  }
}
