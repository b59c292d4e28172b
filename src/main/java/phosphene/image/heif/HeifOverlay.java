package phosphene.image.heif;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.OverlaidRows;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.PixelRows;
import phosphene.image.pixel.PlaneLayout;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * Pictures that lie over each other on a canvas (ISO/IEC 23008-12, 6.6.2.3).
 *
 * @param canvas without tiles; its properties are those of the whole
 * @param fill red, green, blue and opacity of the canvas, 0 to 1, in sRGB
 * @param layers from the lowest on; they may lie beyond the canvas
 */
public record HeifOverlay(CodedPicture canvas, float[] fill, List<Layer> layers) {
  // Forged files could have one picture decoded over and over.
  private static final int MOST = 64;

  /** A picture whose upper left pixel is at x and y of the canvas. */
  record Layer(HeifFile picture, int x, int y) {}

  /**
   * The overlay of an item.
   *
   * @param pictures gives the picture of another item
   */
  static HeifOverlay of(HeifItems items, int item, IntFunction<HeifFile> pictures) {
    CodedPicture.checkProperties(items, item);
    byte[] said = items.bytes(item);
    List<Integer> parts = items.from(item, "dimg");
    int bytes = said.length > 1 && (said[1] & 1) == 1 ? 4 : 2;
    if (said.length < 10 + 2 * bytes * (1 + parts.size())) {
      throw items.refusal(Reason.DAMAGED, "its overlay is not described");
    }
    if (parts.isEmpty() || parts.size() > MOST) {
      throw items.refusal(
          Reason.UNSUPPORTED, "an overlay of " + parts.size() + " pictures is not supported");
    }
    float[] fill = new float[4];
    for (int i = 0; i < 4; i++) {
      fill[i] = CodedPicture.number(said, 2 + 2 * i, 2) / 65535f;
    }
    int width = CodedPicture.side(items, CodedPicture.number(said, 10, bytes));
    int height = CodedPicture.side(items, CodedPicture.number(said, 10 + bytes, bytes));
    List<Layer> layers = new ArrayList<>();
    for (int part : parts) {
      int at = 10 + 2 * bytes * (1 + layers.size());
      layers.add(
          new Layer(pictures.apply(part), shift(said, at, bytes), shift(said, at + bytes, bytes)));
    }
    boolean deep = layers.stream().anyMatch(layer -> layer.picture.deep());
    PlaneLayout layout = new PlaneLayout(width, height, 3, 0, 0, deep ? 16 : 8);
    List<HeifBox> properties =
        items.properties(item).stream().map(HeifItems.Property::box).toList();
    return new HeifOverlay(
        new CodedPicture(List.of(), layout, 1, layout, properties), fill, List.copyOf(layers));
  }

  /** A number with a sign. */
  private static int shift(byte[] said, int at, int bytes) {
    long number = CodedPicture.number(said, at, bytes);
    return bytes == 2 ? (short) number : (int) number;
  }

  /** The pixels of all layers together. */
  double pixels() {
    return layers.stream().mapToDouble(HeifOverlay::pixels).sum();
  }

  private static double pixels(Layer layer) {
    return (double) layer.picture.width() * layer.picture.height();
  }

  /** What the canvas takes, and the largest layer beside it. */
  public Extent extent() {
    double most = layers.stream().mapToDouble(HeifOverlay::pixels).max().orElse(0);
    double share = most / canvas.whole().width() / canvas.whole().height();
    // A photo and the samples that it is made of; colors of 6 bytes and the opacity of 4.
    int decoder = (int) Math.min(1 << 20, 10 + Math.ceil(13 * share));
    return new Extent(canvas.whole().width(), canvas.whole().height(), 7, decoder);
  }

  /** The whole, of which a layer is decoded at a time. */
  PixelRows rows(Function<HeifFile, Photo> decoder) {
    OverlaidRows rows = new OverlaidRows(canvas.whole(), fill);
    layers.forEach(layer -> rows.put(decoder.apply(layer.picture), layer.x, layer.y));
    return rows;
  }
}
