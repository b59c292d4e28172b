package phosphene.ascent;

import java.util.List;
import java.util.Optional;
import phosphene.image.pixel.Opacity;
import phosphene.image.pixel.Raster;

/**
 * The pictures of one tile, side by side in its image, and where each stands among the images of a
 * batch.
 *
 * @param unit number of the tile's unit in the layer
 * @param shared what the pictures have in common; nothing for most tiles
 * @param reference planes of a photo that stands behind the only picture, disturbed as that is
 */
record TilePictures(
    int unit,
    List<TileOptimizer> pictures,
    Optional<SharedPlanes> shared,
    Optional<float[]> reference) {
  TilePictures {
    pictures = List.copyOf(pictures);
  }

  /** Pictures that have nothing in common. */
  TilePictures(int unit, List<TileOptimizer> pictures) {
    this(unit, pictures, Optional.empty(), Optional.empty());
  }

  /** Puts the undisturbed pictures on canvases of {@code extent} values from {@code at} on. */
  void show(float[] canvases, int at, int extent) {
    shared.ifPresent(SharedPlanes::draw);
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).show(canvases, at + i * extent);
    }
    besides(canvases, at + extent);
  }

  /** Puts the pictures, disturbed anew, on canvases of {@code extent} values. */
  void disturb(float[] canvases, int at, int extent) {
    shared.ifPresent(SharedPlanes::draw);
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).disturb(canvases, at + i * extent);
    }
    besides(canvases, at + extent);
  }

  private void besides(float[] canvases, int at) {
    reference.ifPresent(photo -> pictures.get(0).besides(photo, canvases, at));
  }

  /** Moves the pictures along the gradients at their canvases. */
  void step(float[] gradients, int at, int extent) {
    double share = pictures.get(0).rate();
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).step(gradients, at + i * extent);
    }
    shared.ifPresent(common -> common.step(share));
  }

  /** Sets the contrast that all pictures are shown with. */
  void contrast(float factor) {
    pictures.forEach(picture -> picture.contrast(factor));
  }

  /** False once a value is infinite or not a number. */
  boolean finite() {
    return pictures.stream().allMatch(TileOptimizer::finite)
        && shared.map(SharedPlanes::finite).orElse(true);
  }

  /** How much of each picture shows; empty if all of them do. */
  List<Opacity> opacities() {
    return pictures.stream().flatMap(picture -> picture.opacity().stream()).toList();
  }

  /** The pictures that were last put on canvases. */
  List<Raster> rasters() {
    return pictures.stream().map(TileOptimizer::raster).toList();
  }
}
