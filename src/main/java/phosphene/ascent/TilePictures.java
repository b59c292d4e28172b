package phosphene.ascent;

import java.util.List;
import phosphene.image.pixel.Raster;

/**
 * The pictures of one tile, side by side in its image, and where each stands among the images of a
 * batch.
 *
 * @param unit number of the tile's unit in the layer
 */
record TilePictures(int unit, List<TileOptimizer> pictures) {
  TilePictures {
    pictures = List.copyOf(pictures);
  }

  /** Puts the undisturbed pictures on canvases of {@code extent} values from {@code at} on. */
  void show(float[] canvases, int at, int extent) {
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).show(canvases, at + i * extent);
    }
  }

  /** Puts the pictures, disturbed anew, on canvases of {@code extent} values. */
  void disturb(float[] canvases, int at, int extent) {
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).disturb(canvases, at + i * extent);
    }
  }

  /** Moves the pictures along the gradients at their canvases. */
  void step(float[] gradients, int at, int extent) {
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).step(gradients, at + i * extent);
    }
  }

  /** Sets the contrast that all pictures are shown with. */
  void contrast(float factor) {
    pictures.forEach(picture -> picture.contrast(factor));
  }

  /** False once a value is infinite or not a number. */
  boolean finite() {
    return pictures.stream().allMatch(TileOptimizer::finite);
  }

  /** The pictures that were last put on canvases. */
  List<Raster> rasters() {
    return pictures.stream().map(TileOptimizer::raster).toList();
  }
}
