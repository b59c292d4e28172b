package phosphene.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import phosphene.cluster.Cluster;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.Objects;
import phosphene.job.JobKinds;
import phosphene.job.atlas.AtlasRun;
import phosphene.job.run.JobContext;
import phosphene.job.run.NetworkSource;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.publish.ComparisonPage;
import phosphene.publish.RecipeComparison;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Rendering;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Renders a sample of a job by several recipes and says what is different. */
@Command(
    name = "compare-recipes",
    mixinStandardHelpOptions = true,
    description = {
      "Renders some units of an atlas by several recipes into a gallery of its own, one rendering a",
      "recipe; prints a table of figures, and writes a page with the images side by side.",
      "Run it again after an interruption, or with more recipes: it goes on where it was."
    })
final class CompareRecipesCommand implements Callable<Integer> {
  private static final String FILE = ".yaml";

  @Mixin JobOptions options = new JobOptions();

  @Mixin ProgressOptions progress = new ProgressOptions();

  @Mixin MasterOption master = new MasterOption();

  @Option(
      names = "--recipes",
      paramLabel = "NAMES",
      split = ",",
      required = true,
      description =
          "Two or more, with commas between them: names (see ./phosphene recipes), or files that end"
              + " in .yaml and hold what a job's recipe would. Scores are measured by the first.")
  List<String> recipes = new ArrayList<>();

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Units of each layer, spread evenly (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  int units;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Tiles that pass the network together, at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "8")
  int batch;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (units < 1) {
      throw new SpecException("Invalid --units: " + units + " (must be at least 1)");
    }
    Map<String, Recipe> named = named();
    JobOptions.Asked asked = options.asked();
    if (!(asked.job() instanceof AtlasJob job)) {
      throw new SpecException("Cannot compare recipes: the job " + options.file + " is no atlas");
    }
    NetworkSource source = options.network(job);
    Plan sample = sample(job, source);
    AtlasJob wanted = compared(job, named, sample);
    PrintWriter out = progress.out(spec.commandLine().getOut());
    PrintWriter err = spec.commandLine().getErr();
    SparkCommand spark = new SparkCommand("phosphene " + options.file, master.master(), err);
    Output output = new Output(out, err, progress, Suggestions.of(spec.commandLine(), options));
    int code =
        new JobCommand(wanted, JobKinds.of(wanted), asked.origins(), options, Set.of())
            .render(spark, batch, output);
    if (code == ExitCode.DONE || code == ExitCode.FAILED) {
      report(wanted, source, out);
    }
    return code;
  }

  /** The recipes by the names of their renderings. */
  private Map<String, Recipe> named() {
    Map<String, Recipe> named = new LinkedHashMap<>();
    for (String word : recipes) {
      boolean file = word.endsWith(FILE);
      String text =
          file
              ? new String(Objects.read(word, Cluster.storage()), StandardCharsets.UTF_8)
              : "name: " + (Rendering.valid(word) ? word : "'" + word.replace("'", "''") + "'");
      Recipe recipe = Recipe.read(file ? word : "--recipes", text).resolved(JobOptions::text);
      String name =
          file ? word.substring(word.lastIndexOf('/') + 1, word.length() - FILE.length()) : word;
      if (named.put(name, recipe) != null) {
        throw new SpecException("Invalid --recipes: " + name + " (must be named once)");
      }
    }
    if (named.size() < 2) {
      throw new SpecException(
          "Invalid --recipes: " + String.join(",", recipes) + " (must be two or more)");
    }
    return named;
  }

  /** Some units of each layer of the job's first rendering. */
  private Plan sample(AtlasJob job, NetworkSource source) {
    try (AtlasRun run =
        AtlasRun.of(job, new JobContext(source, Cluster.storage(), Version.text()))) {
      Plan all = run.plan().of(job.rendering().name());
      List<Tile> tiles = new ArrayList<>();
      for (List<Tile> alike : all.groups().values()) {
        int count = Math.min(units, alike.size());
        // The middles of as many equal parts.
        IntStream.range(0, count)
            .mapToObj(i -> alike.get((2 * i + 1) * alike.size() / (2 * count)))
            .forEach(tiles::add);
      }
      return new Plan(tiles, all.costs());
    }
  }

  private AtlasJob compared(AtlasJob job, Map<String, Recipe> named, Plan sample) {
    Rendering first = job.rendering();
    boolean classes = first.objective().kind() instanceof Objective.Kind.Logit;
    List<Selection.Term> terms =
        sample.tiles().stream()
            .map(
                tile ->
                    classes
                        ? Integer.toString(tile.unit().channel())
                        : tile.unit().layer() + "/" + tile.unit().channel())
            .map(text -> new Selection.Term(text, options.file))
            .toList();
    AtlasJob.Units chosen = new AtlasJob.Units(new Selection.All(), new Selection.Some(terms));
    List<Rendering> renderings =
        named.entrySet().stream()
            .map(
                entry ->
                    new Rendering(
                        entry.getKey(), first.objective(), entry.getValue(), first.seed(), chosen))
            .toList();
    String output = options.output == null ? job.output() + "-recipes" : job.output();
    return new AtlasJob(job.network(), renderings, job.dataset(), job.judge(), output);
  }

  private void report(AtlasJob job, NetworkSource source, PrintWriter out) {
    ObjectStore store = HadoopStore.open(job.output(), Cluster.storage());
    Set<String> keys = new LinkedHashSet<>();
    Map<String, Double> flop = new LinkedHashMap<>();
    try (AtlasRun run =
        AtlasRun.of(job, new JobContext(source, Cluster.storage(), Version.text()))) {
      run.plan().tiles().forEach(tile -> keys.add(tile.key().hex()));
      for (Rendering rendering : job.renderings()) {
        flop.put(rendering.name(), run.plan().of(rendering.name()).flop());
      }
    }
    RecipeComparison comparison =
        new RecipeComparison(
            job.renderings().stream().map(Rendering::name).toList(),
            TileIndex.tiles(store).values().stream()
                .filter(row -> keys.contains(row.key()))
                .collect(Collectors.toList()),
            flop);
    store.write(
        ComparisonPage.PATH,
        ComparisonPage.html(source.named().name(), comparison).getBytes(StandardCharsets.UTF_8));
    out.println();
    comparison.lines().forEach(out::println);
    out.printf(Locale.ROOT, "Page:           %s/%s%n", store.uri(), ComparisonPage.PATH);
    out.flush();
  }
}
