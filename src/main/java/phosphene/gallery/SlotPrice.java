package phosphene.gallery;

import java.util.Locale;
import phosphene.spec.SpecException;

/**
 * What slots cost.
 *
 * @param dollars for an hour of a slot: a core, or a GPU where tasks have one
 */
public record SlotPrice(double dollars) {
  public SlotPrice {
    if (!(dollars >= 0 && dollars < 1e6)) {
      throw new SpecException(
          "Invalid --price: " + dollars + " (must be dollars for an hour of a slot, from 0)");
    }
  }

  /** What so many hours of slots cost, in dollars. */
  public double total(double hours) {
    return dollars * hours;
  }

  /** The same as it is shown, with cents, or what is less than a cent as it is. */
  public String shown(double hours) {
    double total = total(hours);
    return String.format(Locale.ROOT, total > 0 && total < 0.1 ? "$%.4f" : "$%,.2f", total);
  }
}
