package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import phosphene.gallery.Tariff;

/** What the ends of reports have in common. */
final class Places {
  private Places() {}

  /** A folder of this machine as a path that can be pasted, any other place as it is. */
  static String local(String uri) {
    return uri.startsWith("file:/") ? uri.substring("file:".length()) : uri;
  }

  /** Says where the contact sheets are. */
  static void sheets(PrintWriter out, String gallery) {
    out.println("Contact sheets: " + gallery + "/sheets");
  }

  /** Says where the index is, and what to try next. */
  static void next(PrintWriter out, String gallery, String table, List<String> next) {
    out.println("Index:          " + gallery + "/" + table);
    out.println("Try next:");
    next.forEach(line -> out.println("  " + line));
    out.flush();
  }

  /** Says how long so many core-seconds are on this machine, and what they cost. */
  static void time(double seconds, Optional<Tariff> tariff, PrintWriter out) {
    int cores = Runtime.getRuntime().availableProcessors();
    out.printf(
        Locale.ROOT,
        "time     %s on one core of this machine, %s on its %d%n",
        hours(seconds / 3600),
        hours(seconds / 3600 / cores),
        cores);
    tariff.ifPresent(
        rate -> out.println("price    " + Report.price(rate, seconds / 3600, "core") + " (about)"));
  }

  /** A time in the unit that suits it. */
  static String hours(double hours) {
    if (hours >= 48) {
      return String.format(Locale.ROOT, "%.1f days", hours / 24);
    }
    if (hours >= 1) {
      return String.format(Locale.ROOT, "%.1f hours", hours);
    }
    return hours * 60 >= 1
        ? String.format(Locale.ROOT, "%.1f minutes", hours * 60)
        : Quantity.seconds(hours * 3600);
  }
}
