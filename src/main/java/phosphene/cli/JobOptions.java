package phosphene.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.store.Objects;
import phosphene.job.JobKinds;
import phosphene.job.run.NetworkSource;
import phosphene.spec.Job;
import phosphene.spec.JobFile;
import phosphene.spec.Origins;
import phosphene.spec.SpecException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job file and what changes it: shared by the commands that take one. */
final class JobOptions {
  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "Job file: a path, or a URI such as s3a://bucket/job.yaml.")
  String file = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces a key of the job file, such as recipe.steps=64. May be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "URI",
      description = "Where the gallery goes; the same as --set output=URI.")
  @Nullable String output;

  @Mixin WeightsCacheOption cache = new WeightsCacheOption();

  @Option(
      names = "--price",
      paramLabel = "DOLLARS",
      description =
          "What an hour of a slot costs (a core; a GPU where tasks have one): the price of the"
              + " tasks' hours is told.")
  @Nullable Double price;

  /** What slots cost; empty if nobody says. */
  Optional<SlotPrice> tariff() {
    return Optional.ofNullable(price).map(SlotPrice::new);
  }

  /** A job, and where what it asks for was written. */
  record Asked(Job job, Origins origins) {}

  /** What the file and the options ask for. */
  Asked asked() {
    List<String> all = new ArrayList<>(settings);
    Optional.ofNullable(output).ifPresent(uri -> all.add("output=" + quoted(uri)));
    String text = text(file);
    JobFile jobs = JobKinds.file();
    Origins origins = jobs.origins(file, text, all);
    try {
      return new Asked(jobs.read(file, text, all).resolved(JobOptions::text), origins);
    } catch (SpecException e) {
      throw origins.placed(e);
    }
  }

  private static String text(String place) {
    return new String(Objects.read(place, Cluster.storage()), StandardCharsets.UTF_8);
  }

  /** A value that YAML reads as this text whatever is in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  Optional<NetworkSource> judge(Job job) {
    return NetworkSource.judge(job, cache.folder, Cluster.storage());
  }

  NetworkSource network(Job job) {
    return NetworkSource.open(job, cache.folder, Cluster.storage());
  }
}
