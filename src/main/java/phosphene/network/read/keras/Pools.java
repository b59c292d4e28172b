package phosphene.network.read.keras;

import java.util.Optional;
import phosphene.network.AveragePool;
import phosphene.network.GlobalAveragePool;
import phosphene.network.GlobalMaxPool;
import phosphene.network.Layer;
import phosphene.network.MaxPool;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/** Pools. */
final class Pools {
  private Pools() {}

  static View max(Site site) throws UnsupportedLayerException {
    return site.add(new MaxPool(window(site)), site.map(), Elementary.NONE);
  }

  static View average(Site site) throws UnsupportedLayerException {
    AveragePool pool = new AveragePool(window(site), AveragePool.Divisor.VALID);
    return site.add(pool, site.map(), Elementary.NONE);
  }

  private static Window window(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("pool_size", "strides", "padding", "data_format");
    return Convolutions.window(site.arguments(), "pool_size", Optional.empty());
  }

  static View globalMax(Site site) throws UnsupportedLayerException {
    return global(site, new GlobalMaxPool());
  }

  static View globalAverage(Site site) throws UnsupportedLayerException {
    return global(site, new GlobalAveragePool());
  }

  private static View global(Site site, Layer pool) throws UnsupportedLayerException {
    site.arguments().requireOnly("data_format", "keepdims");
    View out = site.add(pool, site.map(), Elementary.NONE);
    return site.arguments().asked("keepdims")
        ? out
        : new View(out.node(), out.shape(), View.VECTOR);
  }
}
