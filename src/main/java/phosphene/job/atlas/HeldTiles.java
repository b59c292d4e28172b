package phosphene.job.atlas;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import phosphene.gallery.index.TileIndex;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.plan.Unit;
import phosphene.spec.SpecException;

/**
 * The images that a gallery holds, by their places and by their keys. Keys follow what the files of
 * an objective contain, places follow names: a file that was changed would have its images replace
 * those that rows describe.
 *
 * @param keys by places: rendering and unit
 * @param places by keys
 * @param gallery in messages
 */
record HeldTiles(Map<String, String> keys, Map<String, String> places, String gallery) {
  static HeldTiles of(Collection<TileIndex.Known> known, String gallery) {
    Map<String, String> keys = new HashMap<>();
    Map<String, String> places = new HashMap<>();
    for (TileIndex.Known row : known) {
      if (row.drawn()) {
        Unit unit = new Unit(row.layer(), 0, row.channel());
        keys.put(place(row.rendering(), unit), row.key());
        places.put(row.key(), place(row.rendering(), unit));
      }
    }
    return new HeldTiles(keys, places, gallery);
  }

  private static String place(String rendering, Unit unit) {
    return rendering + "/" + unit;
  }

  /**
   * Refuses a plan that would replace an image by another, or have one at two places.
   *
   * @throws SpecException that names the tile, and what to do
   */
  void require(Plan plan) {
    for (Tile tile : plan.tiles()) {
      String place = place(tile.rendering(), tile.unit());
      String key = tile.key().hex();
      if (!keys.getOrDefault(place, key).equals(key)) {
        throw refusal(
            place + " is of other contents of the objective's files",
            "give the file and this rendering other names, or choose another output");
      }
      String other = places.getOrDefault(key, place);
      if (!other.equals(place)) {
        throw refusal(
            place + " is the same image as " + other, "use that rendering's name, or another seed");
      }
    }
  }

  private SpecException refusal(String why, String advice) {
    return new SpecException(
        String.format(Locale.ROOT, "Cannot write to %s: %s (%s)", gallery, why, advice));
  }
}
