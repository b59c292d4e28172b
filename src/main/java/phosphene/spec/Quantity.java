package phosphene.spec;

import java.util.List;
import java.util.Locale;

/** Figures in the unit that suits them; an amount above 0 is never shown as 0. */
public final class Quantity {
  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;
  private static final List<String> PREFIXES = List.of("", "k", "M", "G", "T", "P");

  private Quantity() {}

  /** A unit of operations, such as {@code GFLOP}. */
  public record Unit(double size, String name) {
    /** An amount in this unit without its name. */
    public String figure(double amount, int digits) {
      return String.format(Locale.ROOT, "%,." + digits + "f", amount / size);
    }
  }

  /** The largest unit of operations of which an amount is at least a hundredth. */
  public static Unit flop(double amount) {
    int last = PREFIXES.size() - 1;
    while (last > 0 && amount < Math.pow(KILO, last) / 100) {
      last--;
    }
    return new Unit(Math.pow(KILO, last), PREFIXES.get(last) + "FLOP");
  }

  /** Operations, such as {@code 0.123 PFLOP}. */
  public static String operations(double amount) {
    Unit unit = flop(amount);
    return amount == 0 ? "none" : unit.figure(amount, 3) + " " + unit.name();
  }

  /** Such as {@code 512 B}, {@code 12.3 kB}, {@code 4.5 MB}. */
  public static String bytes(double bytes) {
    int power = 0;
    double figure = bytes;
    // What would be rounded to 1,000.0 is one of the next unit.
    while (figure >= 999.95 && power < PREFIXES.size() - 1) {
      figure /= KILO;
      power++;
    }
    return String.format(
        Locale.ROOT, power == 0 ? "%.0f %sB" : "%.1f %sB", figure, PREFIXES.get(power));
  }

  /** The same of a whole number. */
  public static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  /** Memory: in GB, for that is how people know what their machine has, unless it is little. */
  public static String memory(double bytes) {
    return bytes >= 10 * MEGA ? String.format(Locale.ROOT, "%.2f GB", bytes / 1e9) : bytes(bytes);
  }

  /** The same of a whole number. */
  public static String memory(long bytes) {
    return memory((double) bytes);
  }

  /** Such as {@code 820 pixels}, {@code 3.8 thousand pixels}, {@code 12.0 million pixels}. */
  public static String pixels(double pixels) {
    if (pixels < KILO) {
      return String.format(Locale.ROOT, "%.0f pixels", pixels);
    }
    return pixels < MEGA
        ? String.format(Locale.ROOT, "%,.1f thousand pixels", pixels / KILO)
        : String.format(Locale.ROOT, "%,.1f million pixels", pixels / MEGA);
  }

  /** Such as {@code 20 ms} or {@code 3.5 s}. */
  public static String seconds(double seconds) {
    return seconds >= 0.05
        ? String.format(Locale.ROOT, "%,.1f s", seconds)
        : String.format(Locale.ROOT, "%.0f ms", Math.ceil(seconds * KILO));
  }
}
