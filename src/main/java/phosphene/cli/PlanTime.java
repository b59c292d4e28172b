package phosphene.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import phosphene.gallery.SlotPrice;
import phosphene.spec.Quantity;

/** How long a plan takes on this machine, for a person. */
final class PlanTime {
  private PlanTime() {}

  /** Says how long so many core-seconds are on this machine, and what they cost. */
  static void print(double seconds, Optional<SlotPrice> tariff, PrintWriter out) {
    int cores = Runtime.getRuntime().availableProcessors();
    out.printf(
        Locale.ROOT,
        "time     %s on one core of this machine, %s on its %d%n",
        hours(seconds / 3600),
        hours(seconds / 3600 / cores),
        cores);
    tariff.ifPresent(
        rate ->
            out.println("price    " + RunReport.price(rate, seconds / 3600, "core") + " (about)"));
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
