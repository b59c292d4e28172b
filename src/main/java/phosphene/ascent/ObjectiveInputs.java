package phosphene.ascent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.image.pixel.Raster;

/**
 * What an objective takes from files.
 *
 * @param rows vectors of a layer's channels, by the numbers of the units that they are of
 * @param photos in the order of the job
 */
public record ObjectiveInputs(Map<Integer, float[]> rows, List<Raster> photos) {
  /** Of an objective that takes nothing. */
  public static final ObjectiveInputs NONE = new ObjectiveInputs(Map.of(), List.of());

  public ObjectiveInputs {
    rows = Map.copyOf(rows);
    photos = List.copyOf(photos);
  }

  /** The vector of a unit. */
  float[] row(int unit) {
    return Optional.ofNullable(rows.get(unit))
        .orElseThrow(() -> new IllegalArgumentException("No row " + unit));
  }
}
