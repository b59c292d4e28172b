package phosphene.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import phosphene.network.Architecture;
import phosphene.spec.AtlasJob;
import phosphene.spec.Recipe;
import phosphene.spec.SpecException;

/**
 * All tiles of an atlas in the order of the network, with the cost of each layer's.
 *
 * @param tiles ordered by layer, then channel
 * @param costs by layer, of one tile
 */
public record Plan(List<Tile> tiles, Map<String, Cost> costs) {
  // About five minutes of a core at 130 GFLOP/s: what a lost executor or driver loses of each task
  // that was running, since receipts come at its end.
  private static final double TASK_FLOP = 4e13;
  // A second or two of a core: below it a task is not worth its way to an executor.
  private static final double LEAST_FLOP = 5e10;
  private static final int TASK_TILES = 16;
  private static final int ROUNDS = 2;

  public Plan {
    tiles = List.copyOf(tiles);
    costs = Map.copyOf(costs);
  }

  /**
   * The plan of a job.
   *
   * @param digest SHA-256 of the network's weights
   * @param labels class names in the order of the logits; empty if unknown
   * @throws phosphene.spec.SpecException if the job names what the network does not have, or the
   *     recipe's size is too small for a layer
   */
  public static Plan of(
      AtlasJob job, Architecture architecture, String digest, List<String> labels) {
    List<Unit> units = Units.of(job.rendering(), architecture, labels);
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (Unit unit : units) {
      costs.computeIfAbsent(
          unit.layer(), layer -> cost(architecture, layer, job.rendering().recipe()));
    }
    String identity =
        String.join(
            "\n",
            architecture.preprocessing().text(),
            job.rendering().objective().json(),
            job.rendering().recipe().json(),
            Long.toString(job.rendering().seed()));
    List<Tile> tiles =
        units.stream().map(unit -> new Tile(unit, TileKey.of(digest, unit, identity))).toList();
    return new Plan(tiles, costs);
  }

  private static Cost cost(Architecture architecture, String layer, Recipe recipe) {
    try {
      return Cost.of(architecture, layer, recipe);
    } catch (IllegalArgumentException e) {
      throw invalidSize(recipe, "larger", layer, e);
    } catch (ArithmeticException e) { // more activations than an array has places
      throw invalidSize(recipe, "smaller", layer, e);
    }
  }

  private static SpecException invalidSize(
      Recipe recipe, String rule, String layer, RuntimeException e) {
    return new SpecException(
            String.format(
                Locale.ROOT,
                "Invalid recipe.size: %d (must be %s for %s: %s)",
                recipe.size(),
                rule,
                layer,
                e.getMessage()),
            e)
        .in("recipe.size");
  }

  /** What is left of this plan when the tiles of {@code keys} exist. */
  public Plan without(Set<String> keys) {
    return new Plan(
        tiles.stream().filter(tile -> !keys.contains(tile.key().hex())).toList(), costs);
  }

  /**
   * Tasks of one layer each, in the order of the network. They become shorter towards the end, so
   * that all slots end at about the same time, although units that do not fire take several times
   * as long: a task is at most half of a slot's share of what is left (guided self-scheduling, with
   * a factor of two; Polychronopoulos and Kuck, 1987, doi:10.1109/TC.1987.5009495). Numbers of
   * tiles are powers of two where a layer has as many, to fill batches.
   */
  public List<Task> tasks(int slots) {
    List<Task> tasks = new ArrayList<>();
    double left = flop();
    for (List<Tile> layer : layers().values()) {
      String name = layer.get(0).unit().layer();
      double each = cost(name).flop();
      for (int from = 0; from < layer.size(); ) {
        double most = Math.max(LEAST_FLOP, Math.min(TASK_FLOP, left / ((double) slots * ROUNDS)));
        int count = Math.min(fitting(most, each), layer.size() - from);
        tasks.add(new Task(name, layer.subList(from, from + count), each * count));
        from += count;
        left -= each * count;
      }
    }
    return tasks;
  }

  private static int fitting(double most, double each) {
    double share = each > 0 ? most / each : TASK_TILES; // a pool costs nothing
    return Integer.highestOneBit((int) Math.max(1, Math.min(TASK_TILES, share)));
  }

  /** The tiles by layer, in the order of the network. */
  public Map<String, List<Tile>> layers() {
    Map<String, List<Tile>> layers = new LinkedHashMap<>();
    for (Tile tile : tiles) {
      layers.computeIfAbsent(tile.unit().layer(), layer -> new ArrayList<>()).add(tile);
    }
    return layers;
  }

  /** The cost of one tile of a layer in this plan. */
  public Cost cost(String layer) {
    Cost cost = costs.get(layer);
    if (cost == null) {
      throw new IllegalArgumentException("Unknown layer: " + layer);
    }
    return cost;
  }

  /** Floating point operations of all tiles at their first try. */
  public double flop() {
    return tiles.stream().mapToDouble(tile -> cost(tile.unit().layer()).flop()).sum();
  }
}
