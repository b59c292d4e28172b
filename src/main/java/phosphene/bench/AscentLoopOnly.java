package phosphene.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import phosphene.ascent.Ascent;
import phosphene.ascent.LayerContext;
import phosphene.ascent.TileResult;
import phosphene.ascent.TileStart;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.network.Network;
import phosphene.plan.Cost;
import phosphene.plan.Task;
import phosphene.plan.Tile;
import phosphene.spec.AtlasJob;
import phosphene.spec.Rendering;

/**
 * The tiles of a plan by the ascent loop alone: no Spark, no file of an image, no store, no index.
 *
 * @param network is opened once a rendering
 * @param tasks in the order in which free threads take them
 */
public record AscentLoopOnly(
    Supplier<Network> network, AtlasJob job, List<Task> tasks, int threads) {
  public AscentLoopOnly {
    tasks = List.copyOf(tasks);
  }

  /** Renders all tiles; their scores, by the hex of their keys, not finite if one diverged. */
  public Map<String, Double> render() {
    Map<String, Double> scores = new ConcurrentHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Engine engine = Engines.known().onProcessor(Optional.empty(), network.get())) {
      List<Callable<@Nullable Void>> calls = new ArrayList<>();
      for (Task task : tasks) {
        calls.add(
            () -> {
              render(engine, task, scores);
              return null;
            });
      }
      for (Future<@Nullable Void> done : pool.invokeAll(calls)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot render: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot render: " + e.getCause(), e);
    } finally {
      pool.shutdown();
    }
    return scores;
  }

  private void render(Engine engine, Task task, Map<String, Double> scores) {
    Rendering rendering = job.rendering(task.group().rendering()).orElseThrow();
    LayerContext context =
        new LayerContext(task.layer(), rendering.objective(), rendering.recipe());
    Ascent ascent = new Ascent(engine, context, tiles -> {});
    int batch = Cost.of(engine.architecture(), task.layer(), context.recipe()).batch();
    for (int from = 0; from < task.tiles().size(); from += batch) {
      List<Tile> tiles = task.tiles().subList(from, Math.min(task.tiles().size(), from + batch));
      List<TileResult> results =
          ascent.render(
              tiles.stream()
                  .map(tile -> new TileStart(tile.unit().channel(), tile.key().seed()))
                  .toList());
      for (int i = 0; i < tiles.size(); i++) {
        scores.put(tiles.get(i).key().hex(), score(results.get(i)));
      }
    }
  }

  private static double score(TileResult result) {
    return result instanceof TileResult.Finished finished ? finished.scores().end() : Double.NaN;
  }
}
