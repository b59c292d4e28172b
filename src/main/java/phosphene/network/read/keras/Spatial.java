package phosphene.network.read.keras;

import java.util.List;
import java.util.Optional;
import phosphene.network.Crop;
import phosphene.network.Extent;
import phosphene.network.Interpolation;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Resize;
import phosphene.network.activation.Elementary;

/** Layers that change rows and columns and nothing else. */
final class Spatial {
  // TensorFlow takes the pixel under the middle of the new one.
  private static final Interpolation NEAREST =
      new Interpolation(
          Interpolation.Method.NEAREST,
          Interpolation.Grid.HALF_PIXEL,
          Interpolation.Ties.ROUND_PREFER_CEIL,
          0);

  private Spatial() {}

  static View pad(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("padding", "data_format");
    return site.add(Pad.zeros(padding(site, "padding")), site.map(), Elementary.NONE);
  }

  static View crop(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("cropping", "data_format");
    return site.add(new Crop(padding(site, "cropping"), Extent.ONE), site.map(), Elementary.NONE);
  }

  private static Padding padding(Site site, String key) throws UnsupportedLayerException {
    List<Integer> sides = site.arguments().sides(key);
    return new Padding(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
  }

  static View enlarge(Site site) throws UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly("size", "data_format", "interpolation");
    Extent size = arguments.pair("size", 1, Optional.of(new Extent(2, 2)));
    boolean nearest = arguments.choice("interpolation", "nearest", "bilinear").equals("nearest");
    Resize resize =
        nearest
            ? Resize.repeated(size.rows(), size.columns())
            : new Resize(
                new Resize.Scaling(size.rows()),
                new Resize.Scaling(size.columns()),
                Interpolation.LINEAR);
    return site.add(resize, site.map(), Elementary.NONE);
  }

  /** To a number of pixels; an input of another size than usual grows by the same factor. */
  static View resize(Site site) throws UnsupportedLayerException {
    Arguments arguments = site.arguments();
    // What fills is asked of pad_to_aspect_ratio alone, which is refused.
    arguments.requireOnly(
        "height", "width", "interpolation", "data_format", "fill_mode", "fill_value");
    View in = site.map();
    double rows = (double) arguments.count("height", 1) / in.shape().height();
    double columns = (double) arguments.count("width", 1) / in.shape().width();
    if (rows == 1 && columns == 1) {
      return in;
    }
    boolean linear = arguments.choice("interpolation", "bilinear", "nearest").equals("bilinear");
    Resize resize =
        new Resize(
            new Resize.Scaling(rows),
            new Resize.Scaling(columns),
            linear ? Interpolation.LINEAR : NEAREST);
    return site.add(resize, in, Elementary.NONE);
  }
}
