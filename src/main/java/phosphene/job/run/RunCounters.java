package phosphene.job.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import phosphene.gallery.Outcome;
import phosphene.gallery.Summary;
import phosphene.gallery.Summary.Slow;

/** Counts how the images of a run end; serves one thread. */
final class RunCounters {
  private static final int SLOWEST = 5;
  private static final int EXAMPLES = 3;

  private final Map<String, Long> failed = new TreeMap<>();
  private final Map<String, List<String>> examples = new TreeMap<>();
  private final PriorityQueue<Slow> slowest =
      new PriorityQueue<>(Comparator.comparingDouble(Slow::seconds));
  private long planned;
  private long rendered;
  private long dead;
  private long unchanged;
  private long bytes;
  private long films;
  private long unfilmed;
  private long failedSheets;
  private Summary.Skipped skipped = Summary.Skipped.NONE;

  void planned(long images) {
    planned += images;
  }

  /** An image ended that took {@code slow}. */
  void ended(Outcome outcome, Slow slow) {
    if (outcome instanceof Outcome.Rendered done) {
      rendered++;
      bytes += done.picture().bytes();
    } else if (outcome instanceof Outcome.Dead done) {
      dead++;
      bytes += done.picture().bytes();
    } else if (outcome instanceof Outcome.Skipped file) {
      skipped = skipped.with(file.file(), file.files());
    } else if (outcome instanceof Outcome.Failed missing) {
      failed.merge(missing.reason().label(), 1L, Long::sum);
      List<String> names =
          examples.computeIfAbsent(missing.reason().label(), reason -> new ArrayList<>());
      if (names.size() < EXAMPLES) {
        names.add(slow.what());
      }
    } else {
      throw new AssertionError(outcome);
    }
    slowest.add(slow);
    if (slowest.size() > SLOWEST) {
      slowest.remove();
    }
  }

  void unchanged() {
    unchanged++;
  }

  void filmed(String problem) {
    if (problem.isEmpty()) {
      films++;
    } else {
      unfilmed++;
    }
  }

  void sheetFailed() {
    failedSheets++;
  }

  Summary.Counts counts() {
    return new Summary.Counts(
        planned, rendered, dead, unchanged, failed, bytes, films, unfilmed, failedSheets, skipped);
  }

  /** The first that failed for each reason. */
  Map<String, List<String>> examples() {
    return examples;
  }

  /** The slowest first. */
  List<Slow> slowest() {
    return slowest.stream().sorted(Comparator.comparingDouble(Slow::seconds).reversed()).toList();
  }
}
