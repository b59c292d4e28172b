package phosphene.gallery;

import java.util.Locale;
import java.util.Optional;
import phosphene.plan.Unit;

/**
 * An image of what excites some units of a layer most: a square for each unit, in rows of {@link
 * #ACROSS}, of three times three photos, the strongest first.
 *
 * @param number 0 for the units from 0 on, 1 for those from {@link #UNITS} on
 */
public record CropSheet(String layer, int number) {
  /** Units on a sheet. */
  public static final int UNITS = 64;

  /** Units in a row of a sheet. */
  public static final int ACROSS = 8;

  /** Photos in a row of a unit. */
  public static final int PHOTOS_ACROSS = 3;

  /** Pixels of a side of a photo. */
  public static final int PHOTO = 48;

  /** Pixels of a side of a unit. */
  public static final int UNIT = PHOTOS_ACROSS * PHOTO;

  /** Pixels of a side of the sheet. */
  public static final int SIDE = ACROSS * UNIT;

  private static final int DIGITS = 12; // of a few versions of one sheet

  /** The sheet that a unit is on. */
  public static CropSheet of(Unit unit) {
    return new CropSheet(unit.layer(), unit.channel() / UNITS);
  }

  /** Pixels from the sheet's left side to a photo of a unit. */
  public static int x(int channel, int photo) {
    return channel % UNITS % ACROSS * UNIT + photo % PHOTOS_ACROSS * PHOTO;
  }

  /** Pixels from the sheet's top to a photo of a unit. */
  public static int y(int channel, int photo) {
    return channel % UNITS / ACROSS * UNIT + photo / PHOTOS_ACROSS * PHOTO;
  }

  /** Where the sheets of a layer are. */
  public static String folder(String layer) {
    return Layout.CROPS + "/" + Layout.segment(layer);
  }

  /**
   * Its object.
   *
   * @param digest of what is on it, in hex
   */
  public String object(String digest) {
    return String.format(
        Locale.ROOT, "%s/%d-%s.jpg", folder(layer), number, digest.substring(0, DIGITS));
  }

  /**
   * The number of the sheet in an object of its layer's folder; empty if the object is no sheet.
   */
  public static Optional<Integer> number(String object) {
    String name = object.substring(object.lastIndexOf('/') + 1);
    return name.matches("[0-9]{1,9}-[0-9a-f]{12}\\.jpg")
        ? Optional.of(Integer.valueOf(name.substring(0, name.indexOf('-'))))
        : Optional.empty();
  }
}
