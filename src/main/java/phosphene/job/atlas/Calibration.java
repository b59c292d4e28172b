package phosphene.job.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import phosphene.ascent.Ascent;
import phosphene.ascent.LayerContext;
import phosphene.ascent.TileStart;
import phosphene.engine.Engine;
import phosphene.job.run.NetworkSource;
import phosphene.plan.Cost;
import phosphene.plan.NeuronCanvas;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.plan.TileGroup;
import phosphene.spec.AtlasJob;
import phosphene.spec.Effort;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Rendering;

/**
 * How long a plan takes on a core of this machine, from some steps of a few of its layers. A layer
 * that was not timed is taken to be as fast as the next one that was.
 */
public final class Calibration {
  private static final int LAYERS = 4;
  private static final int STEPS = 2;

  private Calibration() {}

  /** Core-seconds of all tiles of {@code plan}; takes some seconds for each rendering. */
  static double seconds(Plan plan, AtlasJob job, NetworkSource source, ShippedInputs inputs) {
    return job.renderings().stream()
        .mapToDouble(rendering -> seconds(plan.of(rendering.name()), rendering, source, inputs))
        .sum();
  }

  private static double seconds(
      Plan plan, Rendering rendering, NetworkSource source, ShippedInputs inputs) {
    List<List<Tile>> groups =
        plan.groups().values().stream()
            .filter(tiles -> plan.cost(tiles.get(0).group()).flop() > 0)
            .toList();
    if (groups.isEmpty()) {
      return 0;
    }
    Map<Integer, Double> speeds = new TreeMap<>();
    try (Engine engine = source.in(rendering.recipe().precision()).engine()) {
      for (int i = 0; i < LAYERS; i++) {
        int group = (int) ((long) (groups.size() - 1) * i / Math.max(1, LAYERS - 1));
        speeds.computeIfAbsent(
            group, index -> speed(plan, rendering, engine, groups.get(index), inputs));
      }
    }
    double seconds = 0;
    for (int i = 0; i < groups.size(); i++) {
      int index = i;
      int nearest =
          speeds.keySet().stream().filter(tried -> tried >= index).findFirst().orElseThrow();
      double flop = plan.cost(groups.get(i).get(0).group()).flop() * groups.get(i).size();
      seconds += flop / speeds.getOrDefault(nearest, 1.0);
    }
    return seconds;
  }

  /** Operations a second of one core on tiles of one group, after a warm-up. */
  private static double speed(
      Plan plan, Rendering rendering, Engine engine, List<Tile> tiles, ShippedInputs inputs) {
    TileGroup group = tiles.get(0).group();
    Cost cost = plan.cost(group);
    List<String> reads = rendering.objective().kind().reads(group.layer());
    // Joint tiles may read different layers: then they pass one after another.
    boolean joint = rendering.objective().kind() instanceof Objective.Kind.Joint;
    int most = cost.batch(engine.fastestBatch(reads, rendering.recipe().canvas()));
    List<TileStart> starts =
        tiles.stream()
            .limit(joint ? 1 : most)
            .map(tile -> new TileStart(tile.unit().channel(), tile.key().seed()))
            .toList();
    Recipe recipe =
        NeuronCanvas.recipe(
            engine.architecture(), group.layer(), rendering.objective(), rendering.recipe());
    Recipe few =
        new Recipe(
            recipe.size(),
            recipe.parameterization(),
            recipe.transforms(),
            recipe.optimizer(),
            new Effort(STEPS + 1, 1, 0, 0),
            recipe.precision(),
            recipe.transparency(),
            recipe.regularizers());
    List<Long> times = new ArrayList<>();
    new Ascent(
            engine,
            new LayerContext(
                group.layer(),
                rendering.objective(),
                few,
                inputs.open(
                    rendering.objective(),
                    starts.stream().map(TileStart::channel).toList(),
                    recipe,
                    engine.architecture().input())),
            count -> times.add(System.nanoTime()))
        .render(starts);
    int looks = times.size() - 1;
    double seconds = (times.get(looks) - times.get(0)) / 1e9;
    return cost.flopPerStep() * starts.size() * looks / seconds;
  }
}
