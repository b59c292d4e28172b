package phosphene.ascent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.engine.Engine;
import phosphene.engine.Target;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Opacity;
import phosphene.image.pixel.Raster;
import phosphene.spec.Effort;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;

/**
 * Renders tiles of one layer by gradient ascent. A tile depends on its own start only: neither the
 * other tiles of the batch nor their number changes a bit of it.
 */
public final class Ascent {
  private final Engine engine;
  private final LayerContext context;
  private final Progress progress;
  private final ResolvedObjective objective;

  /** A listener to work as it is done. */
  public interface Progress {
    /** So many tiles took one step. */
    void stepped(int tiles);
  }

  public Ascent(Engine engine, LayerContext context, Progress progress) {
    this.engine = engine;
    this.context = context;
    this.progress = progress;
    this.objective = ObjectiveRegistry.of(context, engine);
  }

  /**
   * Renders the starts, those that read the same as one batch on the device.
   *
   * @return a result for each start, in their order
   */
  public List<TileResult> render(List<TileStart> starts) {
    Effort effort = context.recipe().effort();
    List<TileResult> best = ascend(starts, 0, new Retry(0, effort.steps()));
    for (int attempt = 1; attempt < effort.attempts(); attempt++) {
      List<TileResult> next = ascend(starts, attempt, new Retry(0, effort.steps()));
      for (int i = 0; i < best.size(); i++) {
        best.set(i, better(best.get(i), next.get(i)));
      }
    }
    for (int retry = 1; retry <= effort.retries(); retry++) {
      retry(starts, best, Retry.of(retry, effort.steps()));
    }
    return best;
  }

  /**
   * One retry for units that do not fire: other seeds, and from the second retry on more steps too.
   */
  private record Retry(int index, int steps) {
    static Retry of(int index, int steps) {
      return new Retry(index, Math.multiplyExact(steps, 1 << (index - 1)));
    }
  }

  private void retry(List<TileStart> starts, List<TileResult> best, Retry retry) {
    List<Integer> silent = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      if (!fires(best.get(i))) {
        silent.add(i);
      }
    }
    if (silent.isEmpty()) {
      return;
    }
    int attempt = context.recipe().effort().attempts() + retry.index - 1;
    List<TileResult> again = ascend(silent.stream().map(starts::get).toList(), attempt, retry);
    for (int i = 0; i < silent.size(); i++) {
      best.set(silent.get(i), better(best.get(silent.get(i)), again.get(i)));
    }
  }

  private static boolean fires(TileResult result) {
    return result instanceof TileResult.Finished finished
        && finished.life() == TileResult.Life.ALIVE;
  }

  private static TileResult better(TileResult first, TileResult second) {
    if (!(second instanceof TileResult.Finished b)) {
      return first;
    }
    if (!(first instanceof TileResult.Finished a)) {
      return second;
    }
    if (fires(a) != fires(b)) {
      return fires(a) ? a : b;
    }
    return b.scores().end() > a.scores().end() ? b : a;
  }

  private List<TileResult> ascend(List<TileStart> starts, int attempt, Retry retry) {
    Map<List<Target>, List<TileStart>> readers = new LinkedHashMap<>();
    for (TileStart start : starts) {
      readers
          .computeIfAbsent(objective.targets(start.channel()), reading -> new ArrayList<>())
          .add(start);
    }
    Map<TileStart, TileResult> results = new HashMap<>();
    for (List<TileStart> batch : readers.values()) {
      List<TileResult> ascended = together(batch, attempt, retry);
      for (int i = 0; i < batch.size(); i++) {
        results.put(batch.get(i), ascended.get(i));
      }
    }
    return new ArrayList<>(starts.stream().map(results::get).toList());
  }

  /** Tiles that read the same. */
  private List<TileResult> together(List<TileStart> starts, int attempt, Retry retry) {
    String sized = engine.architecture().sizing(context.objective().kind().reads(context.layer()));
    TransformedView view = TransformedView.of(context.recipe(), engine.architecture(), sized);
    List<TilePictures> tiles =
        starts.stream().map(start -> pictures(start, attempt, retry.steps, view)).toList();
    List<TileResult> results = new ArrayList<>();
    try (BatchLoop loop = new BatchLoop(engine, context, objective, tiles, view.canvas())) {
      double[] before = loop.scores();
      loop.steps(Math.multiplyExact(retry.steps, context.recipe().looks()), progress);
      double[] after = loop.develop(context.recipe().effort().schedule().notches(), progress);
      TileResult.Route route = new TileResult.Route(attempt, retry.index, retry.steps);
      for (int i = 0; i < starts.size(); i++) {
        results.add(
            tiles.get(i).finite() && Double.isFinite(before[i]) && Double.isFinite(after[i])
                ? new TileResult.Finished(
                    strip(tiles.get(i).rasters()),
                    opacity(tiles.get(i)),
                    new TileResult.Scores(before[i], after[i]),
                    route,
                    loop.silent(i) ? TileResult.Life.DEAD : TileResult.Life.ALIVE)
                : new TileResult.Diverged(route));
      }
    }
    return results;
  }

  /** The pictures of a tile before the first step: each of several draws for itself. */
  private TilePictures pictures(TileStart start, int attempt, int steps, TransformedView view) {
    int unit = start.channel();
    Seed seed = start.seed().derive(attempt);
    Recipe recipe = context.recipe();
    ColorTransform colors =
        ImageParameters.colorTransform(
            recipe.parameterization(), engine.architecture().preprocessing());
    Optional<SharedPlanes> shared =
        Optional.of(objective)
            .filter(ResolvedObjective::aligned)
            .map(aligned -> new SharedPlanes(view.drawn(), recipe.optimizer()));
    Optional<float[]> reference = objective.reference(unit).map(photo -> reference(photo, view));
    int count = objective.pictures();
    List<TileOptimizer> pictures = new ArrayList<>();
    for (int picture = 0; picture < count; picture++) {
      Seed own = count == 1 ? seed : seed.derive(picture);
      TileOptimizer optimizer = new TileOptimizer(recipe, view, colors, own, steps);
      shared.ifPresent(optimizer::share);
      if (objective.start() == ResolvedObjective.Start.PHOTO) {
        optimizer.begin(reference.orElseThrow());
      }
      pictures.add(optimizer);
    }
    return new TilePictures(unit, pictures, shared, reference);
  }

  /** The planes of a photo in the middle of what is drawn, as the network sees its colors. */
  private float[] reference(Raster photo, TransformedView view) {
    Raster square = ReferencePhoto.square(photo, view.size(), view.size());
    float[] planes = new Crop(view.drawn(), view.size()).mirrored(square);
    GreyPlanes.of(engine.architecture().preprocessing()).ifPresent(grey -> grey.turn(planes));
    return planes;
  }

  /** Pictures side by side, each at the recipe's size. */
  private Raster strip(List<Raster> pictures) {
    return Raster.strip(pictures.stream().map(this::sized).toList());
  }

  /** What shows of each picture, side by side, at the recipe's size; empty: all of it. */
  private Optional<Opacity> opacity(TilePictures tile) {
    int size = context.recipe().size();
    List<Opacity> shown =
        tile.opacities().stream()
            .map(one -> one.width() == size ? one : one.resized(size, size))
            .toList();
    return shown.isEmpty() ? Optional.empty() : Optional.of(Opacity.strip(shown));
  }

  /** An image at the recipe's size. */
  private Raster sized(Raster image) {
    int size = context.recipe().size();
    return image.width() == size
        ? image
        : Bicubic.resize(image, new Area(0, 0, image.width(), image.height()), size, size);
  }
}
