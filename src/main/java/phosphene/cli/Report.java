package phosphene.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.image.PhotoNames;

/**
 * What a run says of itself at its end.
 *
 * @param verb what was done, such as {@code Rendered}
 * @param one what a picture is called, such as {@code tile}
 * @param many the same of several
 * @param film what is filmed, such as {@code tour}
 */
record Report(Summary summary, String verb, String one, String many, String film) {
  private static final int MOST_LETTERS = 60;

  static Report ofTiles(Summary summary) {
    return new Report(summary, "Rendered", "tile", "tiles", "tour");
  }

  static Report ofDreams(Summary summary) {
    return new Report(summary, "Rendered", "dream", "dreams", "tour");
  }

  static Report ofFrames(Summary summary) {
    return new Report(summary, "Rendered", "frame", "frames", "flight");
  }

  static Report ofScans(Summary summary) {
    return new Report(summary, "Scanned", "photo", "photos", "tour");
  }

  void print(PrintWriter out) {
    Summary.Counts counts = summary.counts();
    headline(counts, out);
    skipped(counts.skipped(), out);
    if (counts.films() + counts.unfilmed() > 0) {
      out.printf(
          Locale.ROOT,
          "Filmed %,d %s%s%n",
          counts.films(),
          counts.films() == 1 ? film : film + "s",
          counts.unfilmed() == 0 ? "" : ", failed: " + counts.unfilmed());
    }
    if (counts.undrawn() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d contact sheet%s could not be drawn%n",
          counts.undrawn(),
          counts.undrawn() == 1 ? "" : "s");
    }
    table(summary.effort(), out);
    out.flush();
  }

  private void headline(Summary.Counts counts, PrintWriter out) {
    long dead = counts.dead();
    out.printf(
        Locale.ROOT,
        "%s %,d %s in %s%s%s%s%n",
        verb,
        counts.rendered(),
        counts.rendered() == 1 ? one : many,
        time(summary.effort().rendering()),
        dead == 0 ? "" : ", " + dead + (dead == 1 ? " unit is dead" : " units are dead"),
        counts.unchanged() == 0 ? "" : ", " + counts.unchanged() + " of unchanged photos",
        counts.failed().isEmpty() ? "" : ", failed: " + new TreeMap<>(counts.failed()));
  }

  private static void skipped(Summary.Skipped skipped, PrintWriter out) {
    if (skipped.files() > 0) {
      out.printf(
          Locale.ROOT,
          "Left out %,d more %s by the first bytes: %s%s%n",
          skipped.files(),
          skipped.files() == 1 ? "file that is no photo" : "files that are no photos",
          skipped.names().stream().map(PhotoNames::printable).collect(Collectors.joining(", ")),
          skipped.files() > skipped.names().size() ? ", ..." : "");
    }
  }

  private void table(Summary.Effort effort, PrintWriter out) {
    String slot = effort.slot() == Summary.Slot.GPU ? "GPU" : "core";
    row("wall time", time(effort.wall()), out);
    if (effort.slot() == Summary.Slot.GPU) {
      row("GPU-hours", format("%,.4f", effort.slotHours()), out);
    }
    row("core-hours", format("%,.4f", effort.slotHours() * effort.cores()), out);
    if (effort.flop() > 0) {
      row(
          "speed",
          format("%,.1f GFLOP/s, %,.1f a %s", effort.gflops(), effort.gflopsOfSlot(), slot),
          out);
    }
    if (summary.counts().bytes() > 0) {
      row("written", bytes(summary.counts().bytes()), out);
    }
    if (!summary.slowest().isEmpty()) {
      row("slowest", slowest(), out);
    }
    summary
        .tariff()
        .ifPresent(tariff -> row("price", price(tariff, effort.slotHours(), slot), out));
  }

  private String slowest() {
    return summary.slowest().stream()
        .map(slow -> format("%s %.1f s", shortened(slow.what()), slow.seconds()))
        .collect(Collectors.joining(", "));
  }

  /** Names of photos may be long: their ends tell them apart. */
  private static String shortened(String name) {
    int[] letters = name.codePoints().toArray();
    return letters.length <= MOST_LETTERS
        ? name
        : "..." + new String(letters, letters.length - MOST_LETTERS + 3, MOST_LETTERS - 3);
  }

  /** What hours of slots cost, such as {@code $24.05 at $0.5 for a core-hour}. */
  static String price(Tariff tariff, double hours, String slot) {
    return tariff.shown(hours) + " at $" + tariff.dollars() + " for a " + slot + "-hour";
  }

  private static void row(String name, String value, PrintWriter out) {
    out.printf(Locale.ROOT, "  %-10s  %s%n", name, value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String bytes(long bytes) {
    return bytes < 1_000_000 ? format("%,.1f kB", bytes / 1e3) : format("%,.1f MB", bytes / 1e6);
  }

  private static String time(double seconds) {
    Duration took = Duration.ofSeconds(Math.round(seconds));
    return format("%d:%02d:%02d", took.toHours(), took.toMinutesPart(), took.toSecondsPart());
  }
}
