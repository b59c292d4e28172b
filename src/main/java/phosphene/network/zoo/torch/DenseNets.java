package phosphene.network.zoo.torch;

import java.util.List;
import phosphene.network.AveragePool;
import phosphene.network.Window;

/**
 * DenseNets (Huang et al., "Densely Connected Convolutional Networks", 2017) as torchvision builds
 * them.
 *
 * @param growth channels that every layer adds
 * @param first channels of the first convolution
 * @param layers of each block
 */
record DenseNets(int growth, int first, List<Integer> layers) {
  private static final int BOTTLENECK = 4;
  private static final Window POINT = Window.of(1, 1, 0);

  static DenseNets of(int growth, int first, Integer... layers) {
    return new DenseNets(growth, first, List.of(layers));
  }

  Layout build(ModuleBuilder builder) {
    builder
        .conv("features.conv0", first, Window.of(7, 2, 3))
        .norm("features.norm0")
        .relu()
        .pool("features.pool0", Window.of(3, 2, 1));
    for (int block = 1; block <= layers.size(); block++) {
      block(builder, "features.denseblock" + block, layers.get(block - 1));
      if (block < layers.size()) {
        transition(builder, "features.transition" + block);
      }
    }
    builder.scale("features.norm5").relu();
    return builder.classified("classifier", 1000);
  }

  private void block(ModuleBuilder builder, String module, int count) {
    for (int i = 1; i <= count; i++) {
      String layer = module + ".denselayer" + i;
      String input = builder.last();
      builder
          .scale(layer + ".norm1")
          .relu()
          .conv(layer + ".conv1", BOTTLENECK * growth, POINT)
          .norm(layer + ".norm2")
          .relu()
          .conv(layer + ".conv2", growth, Window.of(3, 1, 1))
          .biasless();
      builder.concat(i < count ? layer : module, input, builder.last());
    }
  }

  private static void transition(ModuleBuilder builder, String module) {
    int half = builder.channels() / 2;
    builder.scale(module + ".norm").relu().conv(module + ".conv", half, POINT).biasless();
    builder.layer(
        module + ".pool", new AveragePool(Window.of(2, 2, 0), AveragePool.Divisor.WINDOW));
  }
}
