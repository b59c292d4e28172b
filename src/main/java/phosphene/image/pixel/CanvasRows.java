package phosphene.image.pixel;

import java.util.Arrays;

/** A picture on a larger canvas, which is transparent around it. */
public record CanvasRows(PixelRows picture, Area place, int width, int height)
    implements PixelRows {
  @Override
  public boolean transparent() {
    return true;
  }

  @Override
  public boolean deep() {
    return picture.deep();
  }

  @Override
  public void read(int y, float[] rgb, float[] opacity) {
    Arrays.fill(rgb, 0);
    Arrays.fill(opacity, 0);
    if (y < place.y() || y >= place.y() + place.height()) {
      return;
    }
    float[] own = new float[3 * place.width()];
    float[] ownOpacity = new float[place.width()];
    picture.read(y - place.y(), own, ownOpacity);
    System.arraycopy(own, 0, rgb, 3 * place.x(), own.length);
    System.arraycopy(ownOpacity, 0, opacity, place.x(), ownOpacity.length);
  }
}
