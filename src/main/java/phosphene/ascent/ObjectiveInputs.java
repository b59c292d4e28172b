package phosphene.ascent;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import phosphene.image.pixel.Raster;

/**
 * What an objective takes from files.
 *
 * @param rows vectors of a layer's channels, by the numbers of the units that they are of
 * @param photos by their numbers in the objective
 */
public record ObjectiveInputs(Map<Integer, float[]> rows, SortedMap<Integer, Raster> photos) {
  /** Of an objective that takes nothing. */
  public static final ObjectiveInputs NONE = new ObjectiveInputs(Map.of(), new TreeMap<>());

  public ObjectiveInputs {
    rows = Map.copyOf(rows);
    photos = Collections.unmodifiableSortedMap(new TreeMap<>(photos));
  }

  /** The vector of a unit. */
  float[] row(int unit) {
    return Optional.ofNullable(rows.get(unit))
        .orElseThrow(() -> new IllegalArgumentException("No row " + unit));
  }

  /** A photo by its number. */
  Raster photo(int number) {
    return Optional.ofNullable(photos.get(number))
        .orElseThrow(() -> new IllegalArgumentException("No photo " + number));
  }
}
