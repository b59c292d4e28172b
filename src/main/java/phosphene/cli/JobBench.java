package phosphene.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phosphene.bench.PairedBenchmark;
import phosphene.bench.Quantiles;
import phosphene.bench.Timing;
import phosphene.cluster.Cluster;
import phosphene.gallery.store.Objects;
import phosphene.job.JobKinds;
import phosphene.plan.Plan;
import phosphene.spec.AtlasJob;
import phosphene.spec.Job;
import phosphene.spec.Plural;
import phosphene.spec.Recipe;
import phosphene.spec.SpecException;

/**
 * Prints what Spark and the gallery cost beside the bare ascent loop.
 *
 * @param rounds of which each has a turn of both
 * @param threads that render
 * @param cache folder of fetched weights
 */
record JobBench(int rounds, int threads, Path cache, PrintWriter out) {
  // Random weights cost what trained ones do. A quarter of the standard steps for VGG19, so that a
  // turn takes half a minute: what a tile costs beside its steps weighs four times as much.
  private static final Map<String, String> STANDARD =
      standard(
          "network: squeezenet\nlayers: fire9_expand3x3\nunits: 0-15\n",
          "network: vgg19\nlayers: block4_conv1\nunits: 0-7\nrecipe: {steps: 64}\n");

  private static Map<String, String> standard(String... jobs) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String job : jobs) {
      String name = job.substring("network: ".length(), job.indexOf('\n'));
      texts.put(name, "job: atlas\nweights: random:1\noutput: unused\n" + job);
    }
    return texts;
  }

  /**
   * Measures the standard jobs.
   *
   * @return an exit code
   */
  int standard() {
    int code = ExitCode.DONE;
    try (Cluster cluster = cluster()) {
      for (Map.Entry<String, String> job : STANDARD.entrySet()) {
        code = Math.max(code, contest(atlas(job.getKey(), job.getValue()), cluster));
      }
    }
    return code;
  }

  /**
   * Measures the job of a file; its output is not touched.
   *
   * @return an exit code
   * @throws SpecException if it is no atlas
   */
  int file(String file) {
    String text = new String(Objects.read(file, Cluster.storage()), StandardCharsets.UTF_8);
    AtlasJob job = atlas(file, text);
    try (Cluster cluster = cluster()) {
      return contest(job, cluster);
    }
  }

  private static AtlasJob atlas(String name, String text) {
    Job job = JobKinds.file().read(name, text, List.of());
    if (job instanceof AtlasJob atlas) {
      return atlas;
    }
    throw new SpecException("Cannot time " + name + ": it is no atlas");
  }

  private Cluster cluster() {
    return Cluster.open("phosphene bench", Optional.of("local[" + threads + "]"));
  }

  private int contest(AtlasJob job, Cluster cluster) {
    JobBenchmark contest = new JobBenchmark(job, cache, cluster, threads);
    Path folder = folder();
    try {
      PairedBenchmark.Outcome outcome = contest.run(rounds, folder);
      print(job, contest, outcome);
      return same(contest);
    } finally {
      delete(folder);
    }
  }

  private void print(AtlasJob job, JobBenchmark contest, PairedBenchmark.Outcome outcome) {
    Plan plan = contest.plan();
    out.printf(
        Locale.ROOT,
        "%n%s: %s of %s in %s, %s; %s, %s%n",
        job.network().name(),
        Plural.of(plan.tiles().size(), "tile"),
        Plural.of(plan.groups().size(), "layer"),
        Plural.of(contest.tasks().size(), "task"),
        job.renderings().stream()
            .map(rendering -> recipe(rendering.recipe()))
            .distinct()
            .collect(Collectors.joining(" and ")),
        Plural.of(threads, "thread"),
        Plural.of(rounds, "round"));
    out.printf(Locale.ROOT, "%-26s %10s %10s %10s%n", "", "least", "median", "greatest");
    line("bare loop, s", outcome.first(Timing::seconds));
    line("Spark and gallery, s", outcome.second(Timing::seconds));
    line("ratio of these", outcome.ratio(Timing::seconds));
    line("bare loop, core-s", outcome.first(Timing::coreSeconds));
    line("Spark and gallery, core-s", outcome.second(Timing::coreSeconds));
    line("ratio of these", outcome.ratio(Timing::coreSeconds));
    out.printf(
        Locale.ROOT,
        "Spark and the gallery take %.1f %% longer, %.1f %% more of the cores (medians of rounds).%n",
        100 * (outcome.ratio(Timing::seconds).median() - 1),
        100 * (outcome.ratio(Timing::coreSeconds).median() - 1));
  }

  private static String recipe(Recipe recipe) {
    return recipe.size() + " px, " + Plural.of(recipe.effort().steps(), "step");
  }

  private int same(JobBenchmark contest) {
    long different = contest.different();
    out.println(
        different == 0
            ? "The scores of all tiles are the same."
            : Plural.of(different, "score differs.", "scores differ."));
    out.flush();
    return different == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void line(String what, Quantiles spread) {
    out.printf(
        Locale.ROOT,
        "%-26s %10.3f %10.3f %10.3f%n",
        what,
        spread.least(),
        spread.median(),
        spread.greatest());
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("phosphene-bench");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
