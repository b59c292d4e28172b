package phosphene.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import phosphene.network.Architecture;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Rendering;
import phosphene.spec.SpecException;

/**
 * All tiles of an atlas, rendering after rendering in the order of the job, each in the order of
 * the network.
 *
 * @param tiles ordered by rendering, then layer, then channel
 * @param costs of one tile of each group
 */
public record Plan(List<Tile> tiles, Map<TileGroup, Cost> costs) {
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
    return of(job, architecture, digest, labels, Map.of());
  }

  /**
   * The plan of a job whose objectives read files.
   *
   * @param contents of the files, by objective
   */
  public static Plan of(
      AtlasJob job,
      Architecture architecture,
      String digest,
      List<String> labels,
      Map<Objective, ObjectiveContents> contents) {
    Map<TileGroup, Cost> costs = new LinkedHashMap<>();
    List<Tile> tiles = new ArrayList<>();
    for (Rendering rendering : job.renderings()) {
      String identity = architecture.preprocessing().text() + "\n" + rendering.identity();
      ObjectiveContents read =
          contents.getOrDefault(rendering.objective(), ObjectiveContents.NONE);
      for (Unit unit : Units.of(rendering, architecture, labels, read)) {
        String own = String.join("\n", Stream.of(identity, read.of(unit.channel())).filter(text -> !text.isEmpty()).toList());
        Tile tile = new Tile(rendering.name(), unit, TileKey.of(digest, unit, own));
        costs.computeIfAbsent(
            tile.group(), group -> cost(architecture, group.layer(), rendering));
        tiles.add(tile);
      }
    }
    return new Plan(tiles, costs);
  }

  private static Cost cost(Architecture architecture, String layer, Rendering rendering) {
    Recipe recipe =
        NeuronCanvas.recipe(architecture, layer, rendering.objective(), rendering.recipe());
    try {
      return Cost.of(architecture, layer, recipe, rendering.objective().kind());
    } catch (IllegalArgumentException e) {
      throw invalidSize(rendering, "larger", layer, e);
    } catch (ArithmeticException e) { // more activations than an array has places
      throw invalidSize(rendering, "smaller", layer, e);
    }
  }

  private static SpecException invalidSize(
      Rendering rendering, String rule, String layer, RuntimeException e) {
    return new SpecException(
            String.format(
                Locale.ROOT,
                "Invalid recipe.size: %d (must be %s for %s: %s)",
                rendering.recipe().size(),
                rule,
                layer,
                e.getMessage()),
            e)
        .in(rendering.key("recipe.size"));
  }

  /** What is left of this plan when the tiles of {@code keys} exist. */
  public Plan without(Set<String> keys) {
    return new Plan(
        tiles.stream().filter(tile -> !keys.contains(tile.key().hex())).toList(), costs);
  }

  /**
   * Tasks of one group each, in the order of the tiles. They become shorter towards the end, so
   * that all slots end at about the same time, although units that do not fire take several times
   * as long: a task is at most half of a slot's share of what is left (guided self-scheduling, with
   * a factor of two; Polychronopoulos and Kuck, 1987, doi:10.1109/TC.1987.5009495). Numbers of
   * tiles are powers of two where a layer has as many, to fill batches.
   */
  public List<Task> tasks(int slots) {
    List<Task> tasks = new ArrayList<>();
    double left = flop();
    for (Map.Entry<TileGroup, List<Tile>> entry : groups().entrySet()) {
      TileGroup group = entry.getKey();
      List<Tile> alike = entry.getValue();
      double each = cost(group).flop();
      for (int from = 0; from < alike.size(); ) {
        double most = Math.max(LEAST_FLOP, Math.min(TASK_FLOP, left / ((double) slots * ROUNDS)));
        int count = Math.min(fitting(most, each), alike.size() - from);
        tasks.add(new Task(group, alike.subList(from, from + count), each * count));
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

  /** The tiles that are rendered alike, in the order of the tiles. */
  public Map<TileGroup, List<Tile>> groups() {
    Map<TileGroup, List<Tile>> groups = new LinkedHashMap<>();
    for (Tile tile : tiles) {
      groups.computeIfAbsent(tile.group(), group -> new ArrayList<>()).add(tile);
    }
    return groups;
  }

  /** The tiles of one rendering alone. */
  public Plan of(String rendering) {
    return new Plan(
        tiles.stream().filter(tile -> tile.rendering().equals(rendering)).toList(), costs);
  }

  /** The cost of one tile of a group in this plan. */
  public Cost cost(TileGroup group) {
    Cost cost = costs.get(group);
    if (cost == null) {
      throw new IllegalArgumentException("Unknown layer: " + group);
    }
    return cost;
  }

  /** Floating point operations of all tiles of a group at their first try. */
  public double flop(TileGroup group) {
    return cost(group).flop() * tiles.stream().filter(tile -> tile.group().equals(group)).count();
  }

  /** Floating point operations of all tiles at their first try. */
  public double flop() {
    return tiles.stream().mapToDouble(tile -> cost(tile.group()).flop()).sum();
  }
}
