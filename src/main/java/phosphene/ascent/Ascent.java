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
  private final Subject subject;
  private final Progress progress;

  /** Hears of work as it is done. */
  public interface Progress {
    /** So many tiles took one step. */
    void stepped(int tiles);
  }

  public Ascent(Engine engine, Subject subject, Progress progress) {
    this.engine = engine;
    this.subject = subject;
    this.progress = progress;
  }

  /**
   * Renders the starts, as one batch on the device.
   *
   * @return a drawing for each start, in their order
   */
  public List<Drawing> render(List<Start> starts) {
    Effort effort = subject.recipe().effort();
    List<Drawing> best = climb(starts, 0, new Rung(0, effort.steps()));
    for (int attempt = 1; attempt < effort.attempts(); attempt++) {
      List<Drawing> next = climb(starts, attempt, new Rung(0, effort.steps()));
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

  private void retry(List<Start> starts, List<Drawing> best, Rung rung) {
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
    List<Drawing> again = climb(unlit.stream().map(starts::get).toList(), attempt, rung);
    for (int i = 0; i < unlit.size(); i++) {
      best.set(unlit.get(i), better(best.get(unlit.get(i)), again.get(i)));
    }
  }

  private static boolean lit(Drawing drawing) {
    return drawing instanceof Drawing.Finished finished && finished.life() == Drawing.Life.ALIVE;
  }

  private static Drawing better(Drawing first, Drawing second) {
    if (!(second instanceof Drawing.Finished b)) {
      return first;
    }
    if (!(first instanceof Drawing.Finished a)) {
      return second;
    }
    if (lit(a) != lit(b)) {
      return lit(a) ? a : b;
    }
    return b.scores().end() > a.scores().end() ? b : a;
  }

  private List<Drawing> climb(List<Start> starts, int attempt, Rung rung) {
    int canvas = engine.architecture().canvas(subject.layer(), subject.recipe().canvas());
    View view = new View(subject.recipe().transforms(), subject.recipe().size(), canvas);
    List<Climber> climbers = new ArrayList<>();
    for (Start start : starts) {
      Seed seed = start.seed().derive(attempt);
      climbers.add(new Climber(subject.recipe(), view, seed));
    }
    List<Integer> channels = starts.stream().map(Start::channel).toList();
    List<Drawing> drawings = new ArrayList<>();
    try (Climb climb = new Climb(engine, subject, channels, climbers, canvas)) {
      double[] before = climb.scores();
      climb.steps(rung.steps, progress);
      double[] after = climb.scores();
      Drawing.Route route = new Drawing.Route(attempt, rung.index, rung.steps);
      for (int i = 0; i < starts.size(); i++) {
        Climber climber = climbers.get(i);
        drawings.add(
            climber.finite() && Double.isFinite(before[i]) && Double.isFinite(after[i])
                ? new Drawing.Finished(
                    climber.raster(),
                    new Drawing.Scores(before[i], after[i]),
                    route,
                    life(climb.peak(i)))
                : new Drawing.Diverged(route));
      }
    }
    return drawings;
  }

  private Drawing.Life life(float peak) {
    boolean asked =
        subject.objective().sign() == Sign.POSITIVE
            && rectified(engine.architecture(), subject.layer());
    return asked && peak <= 0 ? Drawing.Life.DEAD : Drawing.Life.ALIVE;
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
