package phosphene.network.zoo;

import static phosphene.network.Window.Rounding.CEIL;
import static phosphene.network.activation.Elementary.NONE;

import phosphene.network.Architecture;
import phosphene.network.GlobalAveragePool;
import phosphene.network.LocalResponseNorm;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;

/**
 * GoogLeNet as trained by the Berkeley Vision and Learning Center (Szegedy et al., "Going deeper
 * with convolutions", 2014), with the names of its Caffe layers, underscores for slashes.
 */
final class GoogLeNet {
  private static final Window POINT = Window.of(1, 1, 0);
  private static final Window POOL = Window.of(3, 2, 0).rounded(CEIL);

  private GoogLeNet() {}

  static Architecture architecture() {
    LocalResponseNorm norm = new LocalResponseNorm(5, 1e-4, 0.75, 1);
    ArchitectureBuilder builder =
        new ArchitectureBuilder()
            .conv("conv1_7x7_s2", 64, Window.of(7, 2, 3))
            .pool("pool1_3x3_s2", POOL)
            .add("pool1_norm1", norm)
            .conv("conv2_3x3_reduce", 64, POINT)
            .conv("conv2_3x3", 192, Window.of(3, 1, 1))
            .add("conv2_norm2", norm)
            .pool("pool2_3x3_s2", POOL);
    inception(builder, "3a", 64, 96, 128, 16, 32, 32);
    inception(builder, "3b", 128, 128, 192, 32, 96, 64);
    builder.pool("pool3_3x3_s2", POOL);
    inception(builder, "4a", 192, 96, 208, 16, 48, 64);
    inception(builder, "4b", 160, 112, 224, 24, 64, 64);
    inception(builder, "4c", 128, 128, 256, 24, 64, 64);
    inception(builder, "4d", 112, 144, 288, 32, 64, 64);
    inception(builder, "4e", 256, 160, 320, 32, 128, 128);
    builder.pool("pool4_3x3_s2", POOL);
    inception(builder, "5a", 256, 160, 320, 32, 128, 128);
    inception(builder, "5b", 384, 192, 384, 48, 128, 128);
    builder
        .add("pool5_7x7_s1", new GlobalAveragePool())
        .dense("loss3_classifier", 1000, NONE)
        .add("prob", new Softmax());
    return new Architecture(
        "googlenet", new Shape(3, 224, 224), Preprocessing.bgr(104, 117, 123), builder.nodes());
  }

  /** Filters in the paper's order: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool projection. */
  private static void inception(ArchitectureBuilder builder, String block, int... filters) {
    String name = "inception_" + block + "_";
    String input = builder.last();
    builder
        .conv(name + "1x1", filters[0], POINT)
        .from(input)
        .conv(name + "3x3_reduce", filters[1], POINT)
        .conv(name + "3x3", filters[2], Window.of(3, 1, 1))
        .from(input)
        .conv(name + "5x5_reduce", filters[3], POINT)
        .conv(name + "5x5", filters[4], Window.of(5, 1, 2))
        .from(input)
        .pool(name + "pool", Window.of(3, 1, 1))
        .conv(name + "pool_proj", filters[5], POINT)
        .concat(name + "output", name + "1x1", name + "3x3", name + "5x5", name + "pool_proj");
  }
}
