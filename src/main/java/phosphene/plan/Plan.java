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
  private static final int TASK_TILES = 16;
  private static final int TASKS_PER_SLOT = 4;

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
    List<Unit> units = Units.of(job, architecture, labels);
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
            Long.toString(job.seed()));
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
        e);
  }

  /** What is left of this plan when the tiles of {@code keys} exist. */
  public Plan without(Set<String> keys) {
    return new Plan(
        tiles.stream().filter(tile -> !keys.contains(tile.key().hex())).toList(), costs);
  }

  /** Tasks of one layer each, of about equal cost, in the order of the network. */
  public List<Task> tasks(int slots) {
    double most = Math.min(TASK_FLOP, flop() / ((double) slots * TASKS_PER_SLOT));
    List<Task> tasks = new ArrayList<>();
    for (List<Tile> layer : layers().values()) {
      Cost cost = cost(layer.get(0).unit().layer());
      double share = cost.flop() > 0 ? most / cost.flop() : TASK_TILES; // a pool costs nothing
      int fit = (int) Math.max(1, Math.min(TASK_TILES, share));
      int count = (layer.size() + fit - 1) / fit;
      for (int i = 0; i < count; i++) {
        int from = (int) ((long) layer.size() * i / count);
        int to = (int) ((long) layer.size() * (i + 1) / count);
        tasks.add(
            new Task(
                layer.get(0).unit().layer(), layer.subList(from, to), cost.flop() * (to - from)));
      }
    }
    return tasks;
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

  /** Floating point operations of all tiles at their first rung. */
  public double flop() {
    return tiles.stream().mapToDouble(tile -> cost(tile.unit().layer()).flop()).sum();
  }
}
