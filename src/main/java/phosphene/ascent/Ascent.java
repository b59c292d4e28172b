package phosphene.ascent;

import java.util.ArrayList;
import java.util.List;
import phosphene.engine.Engine;
import phosphene.network.Activation;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Node;
import phosphene.spec.Effort;
import phosphene.spec.Objective.Sign;
import phosphene.spec.Seed;

/**
 * Renders tiles of one layer by gradient ascent. A tile depends on its own start only: neither the
 * other tiles of the batch nor their number changes a bit of it.
 */
public final class Ascent {
  private final Engine engine;
  private final LayerContext subject;
  private final Progress progress;

  /** Hears of work as it is done. */
  public interface Progress {
    /** So many tiles took one step. */
    void stepped(int tiles);
  }

  public Ascent(Engine engine, LayerContext subject, Progress progress) {
    this.engine = engine;
    this.subject = subject;
    this.progress = progress;
  }

  /**
   * Renders the starts, as one batch on the device.
   *
   * @return a drawing for each start, in their order
   */
  public List<TileResult> render(List<TileStart> starts) {
    Effort effort = subject.recipe().effort();
    List<TileResult> best = climb(starts, 0, new Rung(0, effort.steps()));
    for (int attempt = 1; attempt < effort.attempts(); attempt++) {
      List<TileResult> next = climb(starts, attempt, new Rung(0, effort.steps()));
      for (int i = 0; i < best.size(); i++) {
        best.set(i, better(best.get(i), next.get(i)));
      }
    }
    for (int rung = 1; rung <= effort.retries(); rung++) {
      retry(starts, best, Rung.of(rung, effort.steps()));
    }
    return best;
  }

  /**
   * A rung of the ladder for units that do not fire: other seeds, from the second one on more steps
   * too.
   */
  private record Rung(int index, int steps) {
    static Rung of(int index, int steps) {
      return new Rung(index, Math.multiplyExact(steps, 1 << (index - 1)));
    }
  }

  private void retry(List<TileStart> starts, List<TileResult> best, Rung rung) {
    List<Integer> unlit = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      if (!lit(best.get(i))) {
        unlit.add(i);
      }
    }
    if (unlit.isEmpty()) {
      return;
    }
    int attempt = subject.recipe().effort().attempts() + rung.index - 1;
    List<TileResult> again = climb(unlit.stream().map(starts::get).toList(), attempt, rung);
    for (int i = 0; i < unlit.size(); i++) {
      best.set(unlit.get(i), better(best.get(unlit.get(i)), again.get(i)));
    }
  }

  private static boolean lit(TileResult drawing) {
    return drawing instanceof TileResult.Finished finished
        && finished.life() == TileResult.Life.ALIVE;
  }

  private static TileResult better(TileResult first, TileResult second) {
    if (!(second instanceof TileResult.Finished b)) {
      return first;
    }
    if (!(first instanceof TileResult.Finished a)) {
      return second;
    }
    if (lit(a) != lit(b)) {
      return lit(a) ? a : b;
    }
    return b.scores().end() > a.scores().end() ? b : a;
  }

  private List<TileResult> climb(List<TileStart> starts, int attempt, Rung rung) {
    int canvas = engine.architecture().canvas(subject.layer(), subject.recipe().canvas());
    TransformedView view =
        new TransformedView(subject.recipe().transforms(), subject.recipe().size(), canvas);
    List<TileOptimizer> climbers = new ArrayList<>();
    for (TileStart start : starts) {
      Seed seed = start.seed().derive(attempt);
      climbers.add(new TileOptimizer(subject.recipe(), view, seed));
    }
    List<Integer> channels = starts.stream().map(TileStart::channel).toList();
    List<TileResult> drawings = new ArrayList<>();
    try (BatchLoop climb = new BatchLoop(engine, subject, channels, climbers, canvas)) {
      double[] before = climb.scores();
      climb.steps(rung.steps, progress);
      double[] after = climb.scores();
      TileResult.Route route = new TileResult.Route(attempt, rung.index, rung.steps);
      for (int i = 0; i < starts.size(); i++) {
        TileOptimizer climber = climbers.get(i);
        drawings.add(
            climber.finite() && Double.isFinite(before[i]) && Double.isFinite(after[i])
                ? new TileResult.Finished(
                    climber.raster(),
                    new TileResult.Scores(before[i], after[i]),
                    route,
                    life(climb.peak(i)))
                : new TileResult.Diverged(route));
      }
    }
    return drawings;
  }

  private TileResult.Life life(float peak) {
    boolean asked =
        subject.objective().sign() == Sign.POSITIVE
            && rectified(engine.architecture(), subject.layer());
    return asked && peak <= 0 ? TileResult.Life.DEAD : TileResult.Life.ALIVE;
  }

  /** True if a layer's channels, or all that it concatenates, pass a rectifier. */
  private static boolean rectified(Architecture architecture, String layer) {
    Node node = architecture.node(layer).orElseThrow();
    if (node.activation() == Activation.RELU) {
      return true;
    }
    return node.layer() instanceof Concat
        && node.inputs().stream().allMatch(input -> rectified(architecture, input));
  }
}
