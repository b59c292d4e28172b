package phosphene.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import phosphene.ascent.Ascent;
import phosphene.ascent.LayerContext;
import phosphene.ascent.TileResult;
import phosphene.ascent.TileStart;
import phosphene.bench.StratifiedTotal.Stratum;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.image.pixel.Raster;
import phosphene.network.Node;
import phosphene.plan.Cost;
import phosphene.spec.Effort;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Tap;

/**
 * What all units of a network cost, estimated from a sample of each layer: by Phosphene's ascent,
 * and by the loop as a user of lucent runs it, in turns.
 *
 * @param engine with the network
 * @param loop of the same network; empty: not measured
 */
public record AtlasBenchmark(Engine engine, Optional<UserLoop> loop, Extent extent) {

  /**
   * How much is measured.
   *
   * @param recipe of an atlas, with all its steps
   * @param loopSteps that a user of lucent takes
   * @param steps of each that are timed and scaled
   * @param units of each layer, about
   */
  public record Extent(Recipe recipe, int loopSteps, int steps, int units) {}

  /**
   * A layer's cost.
   *
   * @param ours core-seconds a unit
   * @param theirs core-seconds a unit by the loop of lucent's users; empty: not measured
   */
  public record LayerCost(String layer, int units, double ours, Optional<Double> theirs) {}

  /** Told of each layer when it is measured. */
  public interface Progress {
    void measured(LayerCost cost);
  }

  /**
   * What was found.
   *
   * @param ours of all units, in core-seconds
   * @param theirs of all units by the loop of lucent's users; empty: not measured
   */
  public record Result(StratifiedTotal ours, Optional<StratifiedTotal> theirs) {}

  /**
   * A unit's score by both: the mean of its channel on the finished picture as it is.
   *
   * @param ours after the recipe's steps
   * @param asMany of the loop after as many steps
   * @param theirs after the loop's steps
   */
  public record Scores(String layer, int channel, double ours, double asMany, double theirs) {}

  /** The layers of an atlas of all units. */
  public List<String> layers() {
    return engine.architecture().convolutionsAndBlocks().stream().map(Node::name).toList();
  }

  /** Measures a sample of each layer. */
  public Result run(Progress progress) {
    List<Stratum> ours = new ArrayList<>();
    List<Stratum> theirs = new ArrayList<>();
    warmUp();
    for (String layer : layers()) {
      AtlasSample sample = sample(layer);
      List<Double> seconds = new ArrayList<>();
      Optional<Stratum> loops = Optional.empty();
      for (List<Integer> batch : sample.batches()) {
        seconds.add(coreSeconds(layer, batch) / batch.size());
        if (loops.isEmpty()) { // between two batches, so that both meet the same machine
          loops = loop.map(run -> timed(run, sample));
          loops.ifPresent(theirs::add);
        }
      }
      Stratum stratum = sample.stratum(seconds);
      ours.add(stratum);
      progress.measured(
          new LayerCost(layer, sample.units(), stratum.mean(), loops.map(Stratum::mean)));
    }
    return new Result(
        new StratifiedTotal(ours),
        theirs.isEmpty() ? Optional.empty() : Optional.of(new StratifiedTotal(theirs)));
  }

  /** The first sampled unit of a layer, rendered by both with all steps. */
  public Scores scores(String layer, UserLoop run) {
    int channel = sample(layer).batches().get(0).get(0);
    List<TileResult> results =
        new Ascent(engine, context(layer, extent.recipe()), tiles -> {})
            .render(List.of(start(channel)));
    double ours =
        results.get(0) instanceof TileResult.Finished finished
            ? score(layer, channel, finished.raster())
            : Double.NaN;
    Raster asMany = run.picture(layer, channel, extent.recipe().effort().steps());
    Raster theirs = run.picture(layer, channel, extent.loopSteps());
    return new Scores(
        layer, channel, ours, score(layer, channel, asMany), score(layer, channel, theirs));
  }

  private AtlasSample sample(String layer) {
    int batch =
        Cost.of(engine.architecture(), layer, extent.recipe())
            .batch(engine.fastestBatch(List.of(layer), extent.recipe().canvas()));
    return AtlasSample.draw(engine.architecture(), layer, extent.units(), batch);
  }

  /** Java's compilers are at work in a process's first seconds only. */
  private void warmUp() {
    List<String> layers = layers();
    coreSeconds(layers.get(layers.size() / 3), List.of(0));
  }

  private Stratum timed(UserLoop run, AtlasSample sample) {
    int channel = sample.batches().get(0).get(0);
    List<Double> units =
        run.steps(sample.layer(), channel, extent.steps()).stream()
            .map(seconds -> seconds * extent.loopSteps())
            .toList();
    return new Stratum(sample.units(), units, 0);
  }

  /**
   * A batch's core-seconds with all steps of the recipe: those of some steps, retries included, are
   * scaled, and what a tile costs beside its steps is not.
   */
  private double coreSeconds(String layer, List<Integer> channels) {
    Recipe recipe = extent.recipe();
    Effort effort = recipe.effort();
    int timed = Math.min(extent.steps(), effort.steps());
    Recipe shortened =
        new Recipe(
            recipe.size(),
            recipe.parameterization(),
            recipe.transforms(),
            recipe.optimizer(),
            new Effort(timed, effort.attempts(), effort.retries(), effort.redirect()),
            recipe.precision());
    List<Long> ticks = new ArrayList<>();
    Ascent ascent =
        new Ascent(engine, context(layer, shortened), tiles -> ticks.add(Timing.processorNanos()));
    Timing all =
        Timing.of(() -> ascent.render(channels.stream().map(AtlasBenchmark::start).toList()));
    // From the first step's end to the last one's; a retry's opening lies between, and counts too.
    int last = ticks.size() - 1;
    double between = last == 0 ? 0 : (ticks.get(last) - ticks.get(0)) / 1e9 / last;
    double more = (double) effort.steps() / timed - 1;
    return all.coreSeconds() + between * ticks.size() * more;
  }

  private static TileStart start(int channel) {
    return new TileStart(channel, new Seed(channel));
  }

  private static LayerContext context(String layer, Recipe recipe) {
    return new LayerContext(layer, Objective.standard(), recipe);
  }

  private double score(String layer, int channel, Raster picture) {
    Target target = new Target(layer, Tap.PRE);
    Batch one = Batch.alone(picture.height(), picture.width());
    try (Session session = engine.open(List.of(target), one)) {
      session.forward(picture.planes());
      float[] map = new float[session.shape(0).area()];
      session.read(new TargetChannel(0, 0, channel), map);
      double sum = 0;
      for (float value : map) {
        sum += value;
      }
      return sum / map.length;
    }
  }

  /** Three layers, a quarter, a half and three quarters of the way. */
  public List<String> quarters() {
    List<String> layers = layers();
    return Stream.of(1, 2, 3).map(part -> layers.get(layers.size() * part / 4)).distinct().toList();
  }
}
