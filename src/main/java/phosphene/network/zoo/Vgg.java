package phosphene.network.zoo;

import static phosphene.network.activation.Elementary.NONE;
import static phosphene.network.activation.Elementary.RELU;

import java.util.Locale;
import phosphene.network.Architecture;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;

/**
 * The VGG networks (Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
 * Recognition", 2014) with the layer names of Keras.
 */
final class Vgg {
  /** The mean of ImageNet as blue, green, red. */
  static final Preprocessing PREPROCESSING = Preprocessing.bgr(103.939, 116.779, 123.68);

  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  private Vgg() {}

  static Architecture vgg16() {
    return architecture("vgg16", 2, 2, 3, 3, 3);
  }

  static Architecture vgg19() {
    return architecture("vgg19", 2, 2, 4, 4, 4);
  }

  private static Architecture architecture(String name, int... convolutions) {
    ArchitectureBuilder builder = new ArchitectureBuilder();
    for (int block = 0; block < convolutions.length; block++) {
      String prefix = String.format(Locale.ROOT, "block%d_", block + 1);
      for (int i = 1; i <= convolutions[block]; i++) {
        builder.conv(prefix + "conv" + i, FILTERS[block], Window.of(3, 1, 1));
      }
      builder.pool(prefix + "pool", Window.of(2, 2, 0));
    }
    builder
        .dense("fc1", 4096, RELU)
        .dense("fc2", 4096, RELU)
        .dense("predictions", 1000, NONE)
        .add("prob", new Softmax());
    return new Architecture(name, new Shape(3, 224, 224), PREPROCESSING, builder.nodes());
  }
}
