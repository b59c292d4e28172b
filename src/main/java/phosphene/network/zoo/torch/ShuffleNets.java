package phosphene.network.zoo.torch;

import java.util.List;
import java.util.Locale;
import phosphene.network.Window;

/**
 * ShuffleNetV2 (Ma et al., 2018) as torchvision builds it.
 *
 * @param channels of the three stages and of the last convolution
 */
record ShuffleNets(List<Integer> channels) {
  private static final Window POINT = Window.of(1, 1, 0);
  private static final int[] BLOCKS = {4, 8, 4};

  static ShuffleNets of(Integer... channels) {
    return new ShuffleNets(List.of(channels));
  }

  Layout build(ModuleBuilder builder) {
    builder
        .conv("conv1.0", 24, Window.of(3, 2, 1))
        .norm("conv1.1")
        .relu()
        .pool("maxpool", Window.of(3, 2, 1));
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      for (int i = 0; i < BLOCKS[stage]; i++) {
        String module = String.format(Locale.ROOT, "stage%d.%d", stage + 2, i);
        int half = channels.get(stage) / 2;
        if (i == 0) {
          halving(builder, module, half);
        } else {
          keeping(builder, module, half);
        }
      }
    }
    builder.conv("conv5.0", channels.get(BLOCKS.length), POINT).norm("conv5.1").relu();
    return builder.classified("fc", 1000);
  }

  private static void halving(ModuleBuilder builder, String module, int half) {
    String input = builder.last();
    String first = module + ".branch1.";
    builder.depthwise(first + "0", Window.of(3, 2, 1)).norm(first + "1");
    builder.conv(first + "2", half, POINT).norm(first + "3").relu();
    String one = builder.last();
    builder.from(input);
    second(builder, module, half, 2);
    builder.concat(module + ".cat", one, builder.last()).shuffle(module, 2);
  }

  private static void keeping(ModuleBuilder builder, String module, int half) {
    String input = builder.last();
    int each = builder.channels() / 2;
    builder.slice(module + ".chunk.0", 0, each);
    builder.from(input).slice(module + ".chunk.1", each, each);
    second(builder, module, half, 1);
    builder.concat(module + ".cat", module + ".chunk.0", builder.last()).shuffle(module, 2);
  }

  private static void second(ModuleBuilder builder, String module, int half, int stride) {
    String second = module + ".branch2.";
    builder.conv(second + "0", half, POINT).norm(second + "1").relu();
    builder.depthwise(second + "3", Window.of(3, stride, 1)).norm(second + "4");
    builder.conv(second + "5", half, POINT).norm(second + "6").relu();
  }
}
