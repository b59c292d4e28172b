package phosphene.job.atlas;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import phosphene.cluster.Cluster;
import phosphene.gallery.Summary;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.PlannedWork;
import phosphene.job.run.TextLines;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.plan.TileGroup;
import phosphene.spec.AtlasJob;
import phosphene.spec.Effort;
import phosphene.spec.Plural;
import phosphene.spec.Quantity;
import phosphene.spec.Recipe;
import phosphene.spec.Rendering;

/**
 * The tiles of an atlas.
 *
 * @param missing what the index does not hold yet
 */
record PlannedAtlas(AtlasRun run, AtlasJob job, NetworkSource source, Plan missing)
    implements PlannedWork {
  // Measured on VGG19 at 128 pixels: block1_conv2 2.07, block3_conv3 2.86, block4_conv1 2.95,
  // block5_conv1 3.03.
  private static final double BYTES_A_PIXEL = 2.9;

  @Override
  public String found() {
    int all = run.plan().tiles().size();
    TextLines lines =
        new TextLines()
            .add(
                "%s: %s, %,d of them rendered before, in %s",
                job.network().name(),
                Plural.of(all, "tile"),
                all - missing.tiles().size(),
                run.output());
    others(lines);
    return lines.toString();
  }

  private void others(TextLines lines) {
    List<String> others = run.otherRenderings();
    if (!others.isEmpty()) {
      lines.add("in the gallery too, and not in this job: rendering %s", String.join(", ", others));
    }
  }

  @Override
  public boolean finished() {
    return run.finished(missing);
  }

  @Override
  public Summary render(Cluster cluster, Settings settings) throws InterruptedException {
    return run.render(missing, cluster, settings);
  }

  @Override
  public String report() {
    Network network = source.network();
    TextLines lines = new TextLines();
    lines.add(
        "%s (%s) to %s%n",
        network.architecture().name(), network.sha256().substring(0, 12), job.output());
    job.renderings().forEach(rendering -> rendering(rendering, lines));
    if (job.renderings().size() > 1) {
      lines.add("all renderings");
      lines.add("tiles    %,d%s", run.plan().tiles().size(), owed(run.plan(), missing));
      work(missing, lines);
    }
    memory(run.plan(), network, lines);
    others(lines);
    return lines.toString();
  }

  private void rendering(Rendering rendering, TextLines lines) {
    Plan plan = run.plan().of(rendering.name());
    Plan owed = missing.of(rendering.name());
    if (!rendering.name().equals(Rendering.DEFAULT)) {
      lines.add("rendering %s", rendering.name());
    }
    layers(plan, lines);
    Recipe recipe = rendering.recipe();
    lines.add(
        "tiles    %,d of %d x %d pixels, %s each%s",
        plan.tiles().size(),
        recipe.size(),
        recipe.size(),
        steps(recipe.effort()),
        owed(plan, owed));
    work(owed, lines);
    if (job.renderings().size() > 1) {
      lines.add("");
    }
  }

  private static String owed(Plan plan, Plan owed) {
    return owed.tiles().size() == plan.tiles().size()
        ? ""
        : String.format(Locale.ROOT, "; %,d to be rendered", owed.tiles().size());
  }

  private void work(Plan owed, TextLines lines) {
    lines.add("work     %s", Quantity.operations(owed.flop()));
    lines.add(
        "images   %s (about)",
        Quantity.bytes(owed.tiles().stream().mapToDouble(this::bytes).sum()));
  }

  private double bytes(Tile tile) {
    int size = job.rendering(tile.rendering()).orElseThrow().recipe().size();
    return BYTES_A_PIXEL * size * size;
  }

  private static void layers(Plan plan, TextLines lines) {
    Quantity.Unit step = unit(plan, group -> plan.cost(group).flopPerStep());
    Quantity.Unit all = unit(plan, plan::flop);
    lines.add("%-26s %8s %14s %12s", "layer", "tiles", step.name() + " a step", all.name());
    for (Map.Entry<TileGroup, List<Tile>> entry : plan.groups().entrySet()) {
      TileGroup group = entry.getKey();
      lines.add(
          "%-26s %,8d %14s %12s",
          group.layer(),
          entry.getValue().size(),
          step.figure(plan.cost(group).flopPerStep(), 2),
          all.figure(plan.flop(group), 4));
    }
    lines.add("");
  }

  /** The unit that suits the group of the smallest figure. */
  private static Quantity.Unit unit(Plan plan, ToDoubleFunction<TileGroup> figure) {
    return Quantity.flop(
        plan.groups().keySet().stream().mapToDouble(figure).filter(f -> f > 0).min().orElse(0));
  }

  /** Such as {@code 256 steps}, or {@code 2 attempts of 256 steps}. */
  private static String steps(Effort effort) {
    String steps = Plural.of(effort.steps(), "step");
    return effort.attempts() == 1
        ? steps
        : Plural.of(effort.attempts(), "attempt") + " of " + steps;
  }

  private static void memory(Plan plan, Network network, TextLines lines) {
    long weights = network.weights().values().stream().mapToLong(w -> w.kernel().length * 4L).sum();
    long session =
        plan.costs().values().stream()
            .mapToLong(cost -> cost.activationBytes() * cost.batch() * 3 / 2)
            .max()
            .orElse(0);
    int cores = Runtime.getRuntime().availableProcessors();
    lines.add(
        "memory   %.1f GB (about): heap of %.1f GB, weights %s, %s for each of %s",
        (Runtime.getRuntime().maxMemory() + 2 * weights + cores * session) / 1e9,
        Runtime.getRuntime().maxMemory() / 1e9,
        Quantity.memory(2.0 * weights),
        Quantity.memory(session),
        Plural.of(cores, "task"));
  }

  @Override
  public Optional<Forecast> forecast() {
    return missing.tiles().isEmpty()
        ? Optional.empty()
        : Optional.of(new Forecast(Calibration.seconds(missing, job, source)));
  }
}
