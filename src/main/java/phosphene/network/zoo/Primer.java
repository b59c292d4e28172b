package phosphene.network.zoo;

import static phosphene.network.activation.Elementary.NONE;

import java.util.List;
import java.util.Locale;
import phosphene.network.Architecture;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;

/**
 * The network that comes with the program: a small VGG (Simonyan and Zisserman, 2014) for images of
 * 64 pixels. Global average pooling before the classifier (Lin, Chen and Yan, "Network in Network",
 * 2013) leaves the size of the input free.
 */
final class Primer {
  private static final int[] FILTERS = {24, 32, 64, 96};
  private static final int CLASSES = 48;
  private static final int PIXELS = 64;

  private Primer() {}

  static Architecture architecture() {
    ArchitectureBuilder builder = new ArchitectureBuilder();
    for (int block = 1; block <= FILTERS.length; block++) {
      String prefix = String.format(Locale.ROOT, "block%d_", block);
      if (block > 1) {
        builder.pool(String.format(Locale.ROOT, "block%d_pool", block - 1), Window.of(2, 2, 0));
      }
      for (int i = 1; i <= 2; i++) {
        builder.conv(prefix + "conv" + i, FILTERS[block - 1], Window.of(3, 1, 1));
      }
    }
    builder
        .add("pool", new GlobalAveragePool())
        .dense("predictions", CLASSES, NONE)
        .add("prob", new Softmax());
    return new Architecture("primer", new Shape(3, PIXELS, PIXELS), signed(), builder.nodes());
  }

  /** Red, green, blue in -1..1. */
  private static Preprocessing signed() {
    return new Preprocessing(List.of(0, 1, 2), 2 / 255.0, List.of(1.0, 1.0, 1.0));
  }
}
