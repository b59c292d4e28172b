package phosphene.job.atlas;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import phosphene.ascent.ObjectiveInputs;
import phosphene.image.Photos;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;
import phosphene.network.Shape;
import phosphene.spec.Objective;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Recipe;

/**
 * What the objectives of a job take from files, as it travels to executors.
 *
 * @param contents by the JSON of the objectives
 */
record ShippedInputs(Map<String, Content> contents) implements Serializable {
  ShippedInputs {
    contents = Map.copyOf(contents);
  }

  /**
   * What one objective takes.
   *
   * @param rows vectors by the numbers of their units
   * @param photos bytes of files, in the order of the objective
   */
  record Content(Map<Integer, float[]> rows, List<byte[]> photos) implements Serializable {
    Content {
      rows = Map.copyOf(rows);
      photos = List.copyOf(photos);
    }
  }

  /** What tiles of some units take: photos as large as they are needed. */
  ObjectiveInputs open(Objective objective, List<Integer> units, Recipe recipe, Shape input) {
    Content content =
        Optional.ofNullable(contents.get(objective.json()))
            .orElse(new Content(Map.of(), List.of()));
    Map<Integer, float[]> rows = new HashMap<>(content.rows);
    rows.keySet().retainAll(units);
    boolean direction = objective.kind() instanceof Kind.Direction;
    boolean each = objective.kind() instanceof Kind.Caricature || objective.kind() instanceof Kind.Inversion;
    SortedMap<Integer, Raster> photos = new TreeMap<>();
    for (int i = 0; i < content.photos.size(); i++) {
      if (!each || units.contains(i)) {
        int width = direction ? input.width() : recipe.size();
        int height = direction ? input.height() : recipe.size();
        photos.put(i, photo(content.photos.get(i), width, height));
      }
    }
    return new ObjectiveInputs(rows, photos);
  }

  /** The middle of a photo, resized as a scan does. */
  private static Raster photo(byte[] bytes, int width, int height) {
    Levels levels = Photos.decode(bytes, Photos.PIXEL_LIMIT).levels();
    return Bicubic.resize(levels, Area.centered(levels, width, height), width, height);
  }
}
