package phosphene.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.image.kind.PhotoNames;
import phosphene.job.run.JobWords;
import phosphene.spec.Plural;
import phosphene.spec.Quantity;

/** What a run says of itself at its end. */
record RunReport(Summary summary, JobWords words) {
  private static final int MOST_LETTERS = 60;

  void print(PrintWriter out) {
    Summary.Counts counts = summary.counts();
    headline(counts, out);
    skipped(counts.skipped(), out);
    if (counts.films() + counts.unfilmed() > 0) {
      out.printf(
          Locale.ROOT,
          "Filmed %s%s%n",
          Plural.of(counts.films(), words.film()),
          counts.unfilmed() == 0 ? "" : ", failed: " + counts.unfilmed());
    }
    if (counts.undrawn() > 0) {
      out.printf(
          Locale.ROOT, "%s could not be drawn%n", Plural.of(counts.undrawn(), "contact sheet"));
    }
    table(summary.effort(), out);
    out.flush();
  }

  private void headline(Summary.Counts counts, PrintWriter out) {
    long dead = counts.dead();
    out.printf(
        Locale.ROOT,
        "%s %s in %s%s%s%s%n",
        words.verb().past(),
        Plural.of(counts.rendered(), words.one()),
        time(summary.effort().rendering()),
        dead == 0 ? "" : ", " + Plural.of(dead, "unit is dead", "units are dead"),
        counts.unchanged() == 0 ? "" : format(", %,d of unchanged photos", counts.unchanged()),
        counts.failed().isEmpty() ? "" : format(", %,d failed:", counts.failures()));
    failures(counts.failed(), out);
  }

  /** A line a reason, the commonest first. */
  private void failures(Map<String, Long> failed, PrintWriter out) {
    failed.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            reason ->
                out.printf(
                    Locale.ROOT,
                    "  %,8d  %-14s  %s%n",
                    reason.getValue(),
                    reason.getKey(),
                    examples(reason.getKey(), reason.getValue())));
  }

  private String examples(String reason, long count) {
    List<String> names = summary.examples().getOrDefault(reason, List.of());
    return names.stream().map(RunReport::shortened).collect(Collectors.joining(", "))
        + (count > names.size() ? ", ..." : "");
  }

  private static void skipped(Summary.Skipped skipped, PrintWriter out) {
    if (skipped.files() > 0) {
      out.printf(
          Locale.ROOT,
          "Left out %s by the first bytes: %s%s%n",
          Plural.of(skipped.files(), "more file that is no photo", "more files that are no photos"),
          skipped.names().stream().map(PhotoNames::printable).collect(Collectors.joining(", ")),
          skipped.files() > skipped.names().size() ? ", ..." : "");
    }
  }

  private void table(Summary.Effort effort, PrintWriter out) {
    String slot = effort.slot() == Summary.Slot.GPU ? "GPU" : "core";
    row("wall time", time(effort.wall()), out);
    if (effort.slot() == Summary.Slot.GPU) {
      row("GPU-hours", hours(effort.slotHours()), out);
    }
    row("core-hours", hours(effort.slotHours() * effort.cores()), out);
    if (effort.flop() > 0) {
      row("speed", speed(effort) + " a " + slot, out);
    }
    if (summary.counts().bytes() > 0) {
      row("written", Quantity.bytes(summary.counts().bytes()), out);
    }
    if (!summary.slowest().isEmpty()) {
      row("slowest", slowest(), out);
    }
    summary
        .tariff()
        .ifPresent(tariff -> row("price", price(tariff, effort.slotHours(), slot), out));
  }

  private static String hours(double hours) {
    return hours < 0.5e-4 ? "less than 0.0001" : format("%,.4f", hours);
  }

  private static String speed(Summary.Effort effort) {
    double slot = effort.gflopsOfSlot();
    Quantity.Unit unit = slot < 0.1 ? Quantity.flop(slot * 1e8) : new Quantity.Unit(1e9, "GFLOP");
    return unit.figure(effort.gflops() * 1e9, 1)
        + " "
        + unit.name()
        + "/s, "
        + unit.figure(slot * 1e9, 1);
  }

  private String slowest() {
    return summary.slowest().stream()
        .map(slow -> shortened(slow.what()) + " " + Quantity.seconds(slow.seconds()))
        .collect(Collectors.joining(", "));
  }

  /** Names of photos may be long: their ends tell them apart. */
  private static String shortened(String text) {
    String name = PhotoNames.printable(text);
    int[] letters = name.codePoints().toArray();
    return letters.length <= MOST_LETTERS
        ? name
        : "..." + new String(letters, letters.length - MOST_LETTERS + 3, MOST_LETTERS - 3);
  }

  /** What hours of slots cost, such as {@code $24.05 at $0.5 for a core-hour}. */
  static String price(SlotPrice tariff, double hours, String slot) {
    return tariff.shown(hours) + " at $" + tariff.dollars() + " for a " + slot + "-hour";
  }

  private static void row(String name, String value, PrintWriter out) {
    out.printf(Locale.ROOT, "  %-10s  %s%n", name, value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String time(double seconds) {
    return seconds < 0.5
        ? Quantity.seconds(seconds)
        : WorkRate.clock(Duration.ofSeconds(Math.round(seconds)));
  }
}
