package phosphene.job.atlas;

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
import phosphene.spec.AtlasJob;
import phosphene.spec.Effort;
import phosphene.spec.Recipe;

/**
 * How long a plan takes on a core of this machine, from some steps of a few of its layers. A layer
 * that was not timed is taken to be as fast as the next one that was.
 */
public final class Calibration {
  private static final int LAYERS = 4;
  private static final int STEPS = 2;

  private Calibration() {}

  /** Core-seconds of all tiles of {@code plan}; takes some seconds. */
  public static double seconds(Plan plan, AtlasJob job, NetworkSource source) {
    List<List<Tile>> layers =
        plan.layers().values().stream()
            .filter(tiles -> plan.cost(tiles.get(0).unit().layer()).flop() > 0)
            .toList();
    if (layers.isEmpty()) {
      return 0;
    }
    Map<Integer, Double> speeds = new TreeMap<>();
    try (Engine engine = source.engine()) {
      for (int i = 0; i < LAYERS; i++) {
        int layer = (int) ((long) (layers.size() - 1) * i / Math.max(1, LAYERS - 1));
        speeds.computeIfAbsent(layer, index -> speed(plan, job, engine, layers.get(index)));
      }
    }
    double seconds = 0;
    for (int i = 0; i < layers.size(); i++) {
      int index = i;
      int nearest =
          speeds.keySet().stream().filter(tried -> tried >= index).findFirst().orElseThrow();
      double flop = plan.cost(layers.get(i).get(0).unit().layer()).flop() * layers.get(i).size();
      seconds += flop / speeds.getOrDefault(nearest, 1.0);
    }
    return seconds;
  }

  /** Operations a second of one core on tiles of one layer, after a warm-up. */
  private static double speed(Plan plan, AtlasJob job, Engine engine, List<Tile> tiles) {
    String layer = tiles.get(0).unit().layer();
    Cost cost = plan.cost(layer);
    List<TileStart> starts =
        tiles.stream()
            .limit(cost.batch())
            .map(tile -> new TileStart(tile.unit().channel(), tile.key().seed()))
            .toList();
    Recipe recipe =
        NeuronCanvas.recipe(
            engine.architecture(),
            layer,
            job.rendering().objective(),
            job.rendering().recipe());
    Recipe few =
        new Recipe(
            recipe.size(),
            recipe.parameterization(),
            recipe.transforms(),
            recipe.optimizer(),
            new Effort(STEPS + 1, 1, 0, 0));
    long[] times = new long[STEPS + 1];
    int[] step = {0};
    new Ascent(
            engine,
            new LayerContext(layer, job.rendering().objective(), few),
            count -> times[step[0]++] = System.nanoTime())
        .render(starts);
    double seconds = (times[STEPS] - times[0]) / 1e9;
    return cost.flopPerStep() * starts.size() * STEPS / seconds;
  }
}
