package phosphene.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import phosphene.gallery.VerificationResult;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.SampleCheck.Sample;
import phosphene.spec.Plural;
import phosphene.spec.Quantity;
import phosphene.spec.SpecException;
import phosphene.verify.Verification;
import phosphene.verify.VerificationScope;
import phosphene.verify.VerificationScope.Completeness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether a gallery is what its index says. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads all images of a gallery and compares them with its index.",
      "Every planned tile has a row, every row its object with those bytes, every object a row, and nothing else is left.",
      "Exit code 1 means that something is wrong, or was before --repair. Writes nothing without --repair and --clean."
    },
    footer = {"", "Try: phosphene verify out/quickstart --rerender 5"})
final class VerifyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "GALLERY", description = "A path or URI.")
  String gallery = "";

  @Option(
      names = "--rerender",
      paramLabel = "N",
      description = "Renders N images again, chosen at random, and compares the bytes.")
  @Nullable Integer again;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the random choice (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Where network, weights, labels, judge, photos or start of the gallery's job are now, such"
              + " as weights=s3a://models/vgg19.h5. May be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--no-plan",
      description =
          "Leaves out the search for tiles that the job asks for and the index lacks, which takes"
              + " the network's weights.")
  boolean planless;

  @Option(
      names = "--repair",
      description =
          "Then removes files of the index that are damaged, rows whose image is missing or is not"
              + " that of the row (of a flight all rows), and such images. Run the job again to"
              + " render them. Images without a row stay: a run writes over those of its job.")
  boolean repair;

  @Option(
      names = "--clean",
      description =
          "Then removes hidden files and pending uploads of killed writers that are older than ten"
              + " minutes.")
  boolean clean;

  @Option(
      names = "--problems",
      paramLabel = "N",
      description = "Problems that are told of each rule, at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  int most;

  @Option(names = "--json", description = "The verdict as one line of JSON.")
  boolean json;

  @Mixin QuietOption progress = new QuietOption();

  @Mixin WeightsCacheOption cache = new WeightsCacheOption();

  @Mixin MasterOption master = new MasterOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    requireAtLeast("--rerender", Optional.ofNullable(again).orElse(1), 1);
    requireAtLeast("--problems", most, 0);
    Optional<String> url = master.master();
    VerificationScope scope =
        new VerificationScope(
            settings,
            cache.folder,
            planless ? Completeness.LEFT_OUT : Completeness.REQUIRED,
            Optional.ofNullable(again).map(count -> new Sample(count, seed)),
            Version.text());
    PrintWriter err = spec.commandLine().getErr();
    SparkCommand spark = new SparkCommand("phosphene verify", url, err);
    try (Verification verification = Verification.of(gallery, scope, Cluster.storage())) {
      if (repair || clean) {
        verification.lock(spark::log);
      }
      return spark.run(cluster -> work(verification, cluster, spark));
    }
  }

  private int work(Verification verification, Cluster cluster, SparkCommand spark)
      throws InterruptedException {
    int code = verify(verification, cluster);
    if (repair) {
      spark.log(
          text(
              verification.repair(
                  cluster, new ReadProgress(progress, spec.commandLine().getErr()))));
    }
    if (clean) {
      spark.log("Removed " + Plural.of(verification.clean(cluster), "leftover"));
    }
    return code;
  }

  private static String text(Verification.Removed removed) {
    List<String> parts = new ArrayList<>();
    if (removed.files() > 0) {
      parts.add(Plural.of(removed.files(), "damaged file") + " of the index");
    }
    if (removed.images() > 0) {
      String pictures = Plural.of(removed.images(), "damaged image");
      parts.add(Plural.of(removed.rows(), "row") + " of " + pictures);
    }
    return parts.isEmpty()
        ? "Nothing to repair: the index names no damaged image"
        : "Removed "
            + String.join(" and ", parts)
            + "; run the job again to render what is missing";
  }

  private static void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw new SpecException(
          "Invalid " + option + ": " + value + " (must be at least " + least + ")");
    }
  }

  private int verify(Verification verification, Cluster cluster) throws InterruptedException {
    VerificationResult verdict =
        verification.verify(cluster, most, new ReadProgress(progress, spec.commandLine().getErr()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(verdict.json());
    } else {
      report(verdict, verdict.sound() ? progress.out(out) : out);
    }
    out.flush();
    return verdict.sound() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void report(VerificationResult verdict, PrintWriter out) {
    VerificationResult.Stock stock = verdict.stock();
    out.printf(
        Locale.ROOT,
        "%s %s in %s: %s; %s%n%n",
        stock.network(),
        stock.kind(),
        OutputPlace.local(stock.uri()),
        stock.counts(),
        Quantity.bytes(stock.bytes()));
    out.printf(Locale.ROOT, "%10s %10s%n", "checked", "problems");
    verdict
        .checks()
        .forEach(
            check ->
                out.printf(
                    Locale.ROOT,
                    "%,10d %,10d  %s%n",
                    check.checked(),
                    check.problems(),
                    check.rule().text()));
    out.println();
    verdict
        .problems()
        .forEach(
            problem ->
                out.printf(
                    Locale.ROOT,
                    "%s: %s: %s%s%n",
                    problem.rule().label(),
                    problem.path(),
                    problem.message(),
                    problem.key().isEmpty() ? "" : " (key " + problem.key() + ")"));
    long untold = verdict.trouble() - verdict.problems().size();
    if (untold > 0) {
      out.printf(Locale.ROOT, "and %,d more (--problems N shows N of each rule)%n", untold);
    }
    verdict.notes().forEach(out::println);
    out.println(
        verdict.sound()
            ? "The gallery is what its index says."
            : "The gallery is not what its index says.");
  }
}
