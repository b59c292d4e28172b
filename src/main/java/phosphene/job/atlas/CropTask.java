package phosphene.job.atlas;

import java.io.Serializable;
import java.util.List;
import phosphene.image.pixel.Area;

/**
 * A sheet of photos that excite units, to be drawn.
 *
 * @param path in the gallery
 */
record CropTask(String path, List<Spot> spots) implements Serializable {
  CropTask {
    spots = List.copyOf(spots);
  }

  /**
   * A photo that excites a unit.
   *
   * @param place among the photos of the unit, from 0
   * @param square the part of the photo that the network saw
   * @param box what excited the unit, of the photo too
   */
  record Spot(int channel, int place, String photo, Area square, Area box)
      implements Serializable {}
}
