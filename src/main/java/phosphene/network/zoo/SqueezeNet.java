package phosphene.network.zoo;

import static phosphene.network.Window.Rounding.CEIL;

import phosphene.network.Architecture;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;

/**
 * SqueezeNet 1.0 and 1.1 (Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer
 * parameters", 2016). The fire modules' outputs are named {@code fire2} to {@code fire9}.
 */
final class SqueezeNet {
  private static final Shape INPUT = new Shape(3, 227, 227);

  private SqueezeNet() {}

  /** Version 1.0 as in Caffe: pools in ceil mode. */
  static Architecture v10() {
    Window pool = Window.of(3, 2, 0).rounded(CEIL);
    ArchitectureBuilder builder =
        new ArchitectureBuilder().conv("conv1", 96, Window.of(7, 2, 0)).pool("pool1", pool);
    fire(builder, 2, 16);
    fire(builder, 3, 16);
    fire(builder, 4, 32);
    builder.pool("pool4", pool);
    fire(builder, 5, 32);
    fire(builder, 6, 48);
    fire(builder, 7, 48);
    fire(builder, 8, 64);
    builder.pool("pool8", pool);
    fire(builder, 9, 64);
    return classified("squeezenet", Preprocessing.bgr(104, 117, 123), builder);
  }

  /** Version 1.1 as in Keras: unpadded pools in floor mode. */
  static Architecture v11() {
    Window pool = Window.of(3, 2, 0);
    ArchitectureBuilder builder =
        new ArchitectureBuilder().conv("conv1", 64, Window.of(3, 2, 0)).pool("pool1", pool);
    fire(builder, 2, 16);
    fire(builder, 3, 16);
    builder.pool("pool3", pool);
    fire(builder, 4, 32);
    fire(builder, 5, 32);
    builder.pool("pool5", pool);
    fire(builder, 6, 48);
    fire(builder, 7, 48);
    fire(builder, 8, 64);
    fire(builder, 9, 64);
    return classified("squeezenet1.1", Vgg.PREPROCESSING, builder);
  }

  private static void fire(ArchitectureBuilder builder, int number, int squeeze) {
    String fire = "fire" + number;
    String squeezed = fire + "_squeeze1x1";
    int expand = 4 * squeeze;
    builder
        .conv(squeezed, squeeze, Window.of(1, 1, 0))
        .conv(fire + "_expand1x1", expand, Window.of(1, 1, 0))
        .from(squeezed)
        .conv(fire + "_expand3x3", expand, Window.of(3, 1, 1))
        .concat(fire, fire + "_expand1x1", fire + "_expand3x3");
  }

  private static Architecture classified(
      String name, Preprocessing preprocessing, ArchitectureBuilder builder) {
    builder
        .conv("conv10", 1000, Window.of(1, 1, 0))
        .add("pool10", new GlobalAveragePool())
        .add("prob", new Softmax());
    return new Architecture(name, INPUT, preprocessing, builder.nodes());
  }
}
