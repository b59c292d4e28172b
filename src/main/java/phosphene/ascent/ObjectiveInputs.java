package phosphene.ascent;

import java.util.List;
import java.util.Map;
import phosphene.image.pixel.Raster;

/**
 * What an objective takes from files.
 *
 * @param rows vectors of a layer's channels, by the numbers of the units that they are of
 * @param photos squares of the size of the network's input, or of the pictures
 */
public record ObjectiveInputs(Map<Integer, float[]> rows, List<Raster> photos) {
  static final ObjectiveInputs NONE = new ObjectiveInputs(Map.of(), List.of());

  public ObjectiveInputs {
    rows = Map.copyOf(rows);
    photos = List.copyOf(photos);
  }
}
