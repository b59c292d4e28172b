package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import phosphene.engine.host.Gather;

/**
 * Places to places as nested loops: a permutation of axes, a slice, a border, a shuffle.
 *
 * @param from the first place that is read
 * @param to the first that is written
 * @param loops the innermost first
 */
record Loops(int from, int to, List<Loop> loops) {
  // oneDNN knows 12 axes, of which images, parts and blocks take three.
  private static final int MOST = 9;

  /**
   * A loop.
   *
   * @param from how far the next place to read is
   * @param to how far the next place to write is
   */
  record Loop(int count, int from, int to) {}

  /** Of a gather, if it is so regular and reads no place twice. */
  static Optional<Loops> of(Gather gather) {
    int[] sources = gather.sources();
    int[] to =
        IntStream.range(0, sources.length).filter(i -> sources[i] != Gather.NOWHERE).toArray();
    int[] from = Arrays.stream(to).map(i -> sources[i]).toArray();
    boolean twice = Arrays.stream(from).distinct().count() < from.length;
    return to.length == 0 || twice ? Optional.empty() : of(from, to);
  }

  private static Optional<Loops> of(int[] from, int[] to) {
    List<Loop> loops = new ArrayList<>();
    int step = 1;
    while (step < from.length) {
      Loop loop = new Loop(run(from, to, step), from[step] - from[0], /* to= */ to[step] - to[0]);
      if (loop.from < 0 || !goesOn(loop, from, to, step) || loops.size() == MOST) {
        return Optional.empty();
      }
      loops.add(loop);
      step *= loop.count;
    }
    return Optional.of(new Loops(from[0], to[0], List.copyOf(loops)));
  }

  /** How many places, each {@code step} after the last, follow each other evenly. */
  private static int run(int[] from, int[] to, int step) {
    int count = 2;
    for (int at = 2 * step;
        at < from.length && even(from, at, step) && even(to, at, step);
        at += step) {
      count++;
    }
    return count;
  }

  private static boolean even(int[] places, int at, int step) {
    return places[at] - places[at - step] == places[step] - places[0];
  }

  /** True if all places are runs as the first. */
  private static boolean goesOn(Loop loop, int[] from, int[] to, int step) {
    int run = loop.count * step;
    if (from.length % run != 0) {
      return false;
    }
    for (int start = 0; start < from.length; start += run) {
      for (int at = start + step; at < start + run; at += step) {
        if (from[at] - from[at - step] != loop.from || to[at] - to[at - step] != loop.to) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * True if the places that each loop reaches over lie within a step of the next larger one, as
   * oneDNN wants it.
   *
   * @param most the places that the largest may reach over
   */
  boolean nested(ToIntFunction<Loop> step, int most) {
    List<Loop> sorted = loops.stream().sorted(Comparator.comparingInt(step)).toList();
    int reach = 1;
    for (Loop loop : sorted) {
      if (step.applyAsInt(loop) < reach) {
        return false;
      }
      reach = loop.count * step.applyAsInt(loop);
    }
    return reach <= most;
  }

  /** How many places are read. */
  int places() {
    return loops.stream().mapToInt(Loop::count).reduce(1, Math::multiplyExact);
  }
}
