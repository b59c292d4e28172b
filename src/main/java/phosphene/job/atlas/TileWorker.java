package phosphene.job.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.spark.TaskKilledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.ascent.Ascent;
import phosphene.ascent.LayerContext;
import phosphene.ascent.ObjectiveInputs;
import phosphene.ascent.TileResult;
import phosphene.ascent.TileStart;
import phosphene.cluster.ImageTaskFunction;
import phosphene.cluster.Metrics;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskCancellation;
import phosphene.cluster.WorkCounters;
import phosphene.engine.Engine;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Provenance;
import phosphene.gallery.Receipt;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.job.run.EngineCache;
import phosphene.job.run.ShippedNetwork;
import phosphene.plan.Cost;
import phosphene.plan.NeuronCanvas;
import phosphene.plan.Task;
import phosphene.plan.Tile;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;

/**
 * What an executor does with a task: opens the network once, renders the tiles in batches, stores
 * each image and returns a receipt for each.
 *
 * @param renderings by their names
 * @param inputs what objectives take from files
 * @param batch tiles that pass the network together, at most
 * @param done counts the work as it is done
 */
record TileWorker(
    ShippedNetwork ticket,
    SortedMap<String, Provenance> renderings,
    ShippedInputs inputs,
    String output,
    int batch,
    WorkCounters done)
    implements ImageTaskFunction<Task, Receipt> {
  private static final Logger LOG = LoggerFactory.getLogger(TileWorker.class);

  @Override
  public List<Receipt> work(Task task) {
    return work(task, Storage.open(output));
  }

  @Override
  public List<Receipt> givenUp(Task task, String why) {
    TileWriter writer = writer(task, engines(task), Storage.open(output));
    return task.tiles().stream().map(tile -> writer.failed(tile, Reason.INTERNAL, why, 0)).toList();
  }

  /** Stores the images elsewhere. */
  List<Receipt> work(Task task, ObjectStore store) {
    EngineCache engines = engines(task);
    Engine engine = engines.engine();
    Objective objective = Objective.read("objective", provenance(task).objective());
    Recipe recipe =
        NeuronCanvas.recipe(engine.architecture(), task.layer(), objective, recipe(task));
    Cost cost = Cost.of(engine.architecture(), task.layer(), recipe, objective.kind());
    Ascent ascent =
        new Ascent(
            engine,
            new LayerContext(task.layer(), objective, recipe, inputs(task, engine, objective)),
            tiles -> {
              done.add(tiles, tiles * cost.flopPerStep());
              TaskCancellation.ifCancelled();
            });
    TileWriter writer = writer(task, engines, store);
    List<Receipt> receipts = new ArrayList<>();
    int size = Math.min(batch, cost.batch());
    for (int from = 0; from < task.tiles().size(); from += size) {
      List<Tile> tiles = task.tiles().subList(from, Math.min(task.tiles().size(), from + size));
      for (Receipt receipt : render(ascent, writer, tiles)) {
        Metrics.ofExecutor().ended(receipt.outcome());
        receipts.add(receipt);
      }
    }
    return receipts;
  }

  private ObjectiveInputs inputs(Task task, Engine engine, Objective objective) {
    List<Integer> units = task.tiles().stream().map(tile -> tile.unit().channel()).toList();
    return inputs.open(objective, units, recipe(task), engine.architecture().input());
  }

  private Provenance provenance(Task task) {
    return Objects.requireNonNull(renderings.get(task.group().rendering()));
  }

  private Recipe recipe(Task task) {
    return Recipe.read("recipe", provenance(task).recipe());
  }

  /** The network in the precision of the task's rendering. */
  private EngineCache engines(Task task) {
    return EngineCache.of(ticket.in(recipe(task).precision()));
  }

  private TileWriter writer(Task task, EngineCache engines, ObjectStore store) {
    Receipt.Maker maker = new Receipt.Maker(engines.engine().name(), engines.engine().device());
    return new TileWriter(store, provenance(task), maker, engines.feeders());
  }

  private static List<Receipt> render(Ascent ascent, TileWriter writer, List<Tile> tiles) {
    long begin = System.nanoTime();
    try {
      List<TileStart> starts =
          tiles.stream()
              .map(tile -> new TileStart(tile.unit().channel(), tile.key().seed()))
              .toList();
      List<TileResult> results = ascent.render(starts);
      double seconds = (System.nanoTime() - begin) / 1e9 / tiles.size();
      List<Receipt> receipts = new ArrayList<>();
      for (int i = 0; i < tiles.size(); i++) {
        receipts.add(keep(writer, tiles.get(i), results.get(i), seconds));
      }
      return receipts;
    } catch (TaskKilledException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      if (tiles.size() > 1) { // the first to fail of several tasks may leave room to the others
        LOG.warn("{} tiles at a time are too many: {}", tiles.size(), e.toString());
        List<Receipt> receipts =
            new ArrayList<>(render(ascent, writer, tiles.subList(0, tiles.size() / 2)));
        receipts.addAll(render(ascent, writer, tiles.subList(tiles.size() / 2, tiles.size())));
        return receipts;
      }
      return all(writer, tiles, begin, Reason.OUT_OF_MEMORY, e);
    } catch (RuntimeException e) {
      return all(writer, tiles, begin, Reason.INTERNAL, e);
    }
  }

  private static Receipt keep(TileWriter writer, Tile tile, TileResult result, double seconds) {
    try {
      return writer.keep(tile, result, seconds);
    } catch (TaskKilledException e) {
      throw e;
    } catch (StoreException e) {
      return writer.failed(tile, Reason.STORE, String.valueOf(e.getMessage()), seconds);
    } catch (RuntimeException e) {
      LOG.error("Cannot keep {}", tile.text(), e);
      return writer.failed(tile, Reason.INTERNAL, e.toString(), seconds);
    }
  }

  private static List<Receipt> all(
      TileWriter writer, List<Tile> tiles, long begin, Reason reason, Throwable cause) {
    LOG.error("Cannot render {} tiles from {} on", tiles.size(), tiles.get(0).text(), cause);
    double seconds = (System.nanoTime() - begin) / 1e9 / tiles.size();
    return tiles.stream()
        .map(tile -> writer.failed(tile, reason, cause.toString(), seconds))
        .toList();
  }
}
