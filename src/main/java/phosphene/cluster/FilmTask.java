package phosphene.cluster;

import java.io.Serializable;
import java.util.List;

/**
 * A flight whose frames are all there and are to be made a film of.
 *
 * @param fps frames a second
 * @param side of the frames in pixels
 * @param units what each frame raises, by its name
 */
record FilmTask(String flight, int fps, int side, List<String> units) implements Serializable {
  FilmTask {
    units = List.copyOf(units);
  }
}
