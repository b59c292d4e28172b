package phosphene.network.zoo.torch;

import phosphene.network.Window;

/** SqueezeNet 1.0 and 1.1 (Iandola et al., 2016) as torchvision builds them. */
final class SqueezeNets {
  private static final Window POINT = Window.of(1, 1, 0);
  private static final Window POOL = Window.of(3, 2, 0).rounded(Window.Rounding.CEIL);
  private static final int FIRST_FIRE = 3;

  private SqueezeNets() {}

  static Layout build10(ModuleBuilder builder) {
    builder.conv("features.0", 96, Window.of(7, 2, 0)).relu().pool("features.2", POOL);
    return fires(builder, 16, 16, 32, 0, 32, 48, 48, 64, 0, 64);
  }

  static Layout build11(ModuleBuilder builder) {
    builder.conv("features.0", 64, Window.of(3, 2, 0)).relu().pool("features.2", POOL);
    return fires(builder, 16, 16, 0, 32, 32, 0, 48, 48, 64, 64);
  }

  /** Fire modules with so many squeezed channels; 0 is a pool. */
  private static Layout fires(ModuleBuilder builder, int... squeezed) {
    for (int i = 0; i < squeezed.length; i++) {
      String module = "features." + (FIRST_FIRE + i);
      if (squeezed[i] == 0) {
        builder.pool(module, POOL);
      } else {
        fire(builder, module, squeezed[i]);
      }
    }
    String body = builder.last();
    return builder.conv("classifier.1", 1000, POINT).relu().globalPool().end(body);
  }

  private static void fire(ModuleBuilder builder, String module, int squeezed) {
    String squeeze = module + ".squeeze";
    builder.conv(squeeze, squeezed, POINT).relu();
    String one = module + ".expand1x1";
    String three = module + ".expand3x3";
    builder.conv(one, 4 * squeezed, POINT).relu().from(squeeze);
    builder.conv(three, 4 * squeezed, Window.of(3, 1, 1)).relu().concat(module, one, three);
  }
}
