package phosphene.network.zoo.torch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import phosphene.network.Window;

/**
 * ResNets (He et al., "Deep Residual Learning for Image Recognition", 2015), wide ones (Zagoruyko
 * and Komodakis, 2016) and ResNeXts (Xie et al., 2017) as torchvision builds them: the stride of a
 * bottleneck is at its 3x3 convolution.
 *
 * @param blocks of each stage
 * @param block what each is made of
 * @param groups of the 3x3 convolution
 * @param width of a group in the first stage
 */
record ResNets(List<Integer> blocks, Block block, int groups, int width) {
  private static final int EXPANSION = 4;
  private static final Window POINT = Window.of(1, 1, 0);

  /** What a block is made of. */
  enum Block {
    /** Two 3x3 convolutions. */
    BASIC,
    /** Convolutions of 1x1, 3x3 and 1x1. */
    BOTTLENECK
  }

  static ResNets basic(Integer... blocks) {
    return new ResNets(List.of(blocks), Block.BASIC, 1, 64);
  }

  static ResNets bottleneck(Integer... blocks) {
    return new ResNets(List.of(blocks), Block.BOTTLENECK, 1, 64);
  }

  /** This one with so many groups of that width. */
  ResNets of(int itsGroups, int itsWidth) {
    return new ResNets(blocks, block, itsGroups, itsWidth);
  }

  Layout build(ModuleBuilder builder) {
    builder
        .conv("conv1", 64, Window.of(7, 2, 3))
        .norm("bn1")
        .relu()
        .pool("maxpool", Window.of(3, 2, 1));
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int i = 0; i < blocks.get(stage); i++) {
        String module = String.format(Locale.ROOT, "layer%d.%d", stage + 1, i);
        block(builder, module, 64 << stage, stage > 0 && i == 0 ? 2 : 1);
      }
    }
    return builder.classified("fc", 1000);
  }

  /** The names of Hugging Face's transformers. */
  Map<String, String> transformers() {
    Renames names = new Renames().of("classifier.1", "fc");
    names.within("resnet.embedder.embedder", "", ".convolution", "conv1", ".normalization", "bn1");
    int convolutions = block == Block.BASIC ? 2 : 3;
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int i = 0; i < blocks.get(stage); i++) {
        String theirs = String.format(Locale.ROOT, "resnet.encoder.stages.%d.layers.%d", stage, i);
        String own = String.format(Locale.ROOT, "layer%d.%d", stage + 1, i);
        for (int c = 0; c < convolutions; c++) {
          String layer = theirs + ".layer." + c;
          names.within(layer, own, ".convolution", ".conv" + (c + 1));
          names.within(layer, own, ".normalization", ".bn" + (c + 1));
        }
        String shortcut = own + ".downsample";
        names.within(theirs + ".shortcut", shortcut, ".convolution", ".0", ".normalization", ".1");
      }
    }
    return names.paths();
  }

  /** The branch of a basic block. */
  static void twoConvolutions(ModuleBuilder builder, String module, int planes, int stride) {
    builder.conv(module + ".conv1", planes, Window.of(3, stride, 1)).norm(module + ".bn1").relu();
    builder.conv(module + ".conv2", planes, Window.of(3, 1, 1)).norm(module + ".bn2");
  }

  private void block(ModuleBuilder builder, String module, int planes, int stride) {
    String input = builder.last();
    if (block == Block.BASIC) {
      twoConvolutions(builder, module, planes, stride);
    } else {
      int inner = planes * width / 64 * groups;
      builder.conv(module + ".conv1", inner, POINT).norm(module + ".bn1").relu();
      builder
          .grouped(module + ".conv2", inner, Window.of(3, stride, 1), groups)
          .norm(module + ".bn2")
          .relu();
      builder.conv(module + ".conv3", EXPANSION * planes, POINT).norm(module + ".bn3");
    }
    String last = builder.last();
    String shortcut = module + ".downsample.0";
    boolean changes = stride > 1 || builder.channels(input) != builder.channels(last);
    if (builder.held(shortcut).orElse(changes)) {
      builder
          .from(input)
          .conv(shortcut, builder.channels(last), Window.of(1, stride, 0))
          .norm(module + ".downsample.1");
      input = builder.last();
    }
    builder.sum(module, last, input).relu();
  }
}
