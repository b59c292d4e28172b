package phosphene.ascent;

import java.util.ArrayList;
import java.util.List;
import phosphene.engine.Engine;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Opacity;
import phosphene.image.pixel.Raster;
import phosphene.network.Architecture;
import phosphene.spec.Effort;
import phosphene.spec.Seed;

/**
 * Renders tiles of one layer by gradient ascent. A tile depends on its own start only: neither the
 * other tiles of the batch nor their number changes a bit of it.
 */
public final class Ascent {
  private final Engine engine;
  private final LayerContext context;
  private final Progress progress;

  /** A listener to work as it is done. */
  public interface Progress {
    /** So many tiles took one step. */
    void stepped(int tiles);
  }

  public Ascent(Engine engine, LayerContext context, Progress progress) {
    this.engine = engine;
    this.context = context;
    this.progress = progress;
  }

  /**
   * Renders the starts, as one batch on the device.
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
    Architecture architecture = engine.architecture();
    TransformedView view = TransformedView.of(context.recipe(), architecture, context.layer());
    ColorTransform colors =
        ImageParameters.colorTransform(
            context.recipe().parameterization(), architecture.preprocessing());
    List<TileOptimizer> optimizers = new ArrayList<>();
    for (TileStart start : starts) {
      Seed seed = start.seed().derive(attempt);
      optimizers.add(new TileOptimizer(context.recipe(), view, colors, seed, retry.steps));
    }
    List<Integer> channels = starts.stream().map(TileStart::channel).toList();
    List<TileResult> results = new ArrayList<>();
    try (BatchLoop loop = new BatchLoop(engine, context, channels, optimizers, view.canvas())) {
      double[] before = loop.scores();
      loop.steps(Math.multiplyExact(retry.steps, context.recipe().looks()), progress);
      double[] after = loop.scores();
      TileResult.Route route = new TileResult.Route(attempt, retry.index, retry.steps);
      for (int i = 0; i < starts.size(); i++) {
        TileOptimizer optimizer = optimizers.get(i);
        results.add(
            optimizer.finite() && Double.isFinite(before[i]) && Double.isFinite(after[i])
                ? new TileResult.Finished(
                    sized(optimizer.raster()),
                    optimizer.opacity().map(this::sized),
                    new TileResult.Scores(before[i], after[i]),
                    route,
                    loop.silent(i) ? TileResult.Life.DEAD : TileResult.Life.ALIVE)
                : new TileResult.Diverged(route));
      }
    }
    return results;
  }

  private Opacity sized(Opacity opacity) {
    int size = context.recipe().size();
    return opacity.width() == size ? opacity : opacity.resized(size, size);
  }

  /** An image at the recipe's size. */
  private Raster sized(Raster image) {
    int size = context.recipe().size();
    return image.width() == size
        ? image
        : Bicubic.resize(image, new Area(0, 0, image.width(), image.height()), size, size);
  }
}
