package phosphene.network.zoo.torch;

import static phosphene.network.activation.Elementary.HARD_SWISH;
import static phosphene.network.activation.Elementary.RELU;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.activation.HardSigmoid;

/**
 * MobileNetV3 (Howard et al., 2019) as torchvision builds it.
 *
 * @param blocks in order
 * @param last outputs of the first dense layer
 */
record MobileNetV3(List<Block> blocks, int last) {
  private static final Activation HARD_SIGMOID = new HardSigmoid(1.0 / 6, 0.5);
  private static final int FIRST = 16; // channels of the first convolution
  private static final Window POINT = Window.of(1, 1, 0);

  /** A row of tables 1 and 2 of the paper. */
  record Block(
      int kernel, int expanded, int channels, Squeeze squeeze, Activation act, int stride) {}

  /** Whether a block has a squeeze-and-excitation. */
  enum Squeeze {
    NO,
    SE
  }

  static final MobileNetV3 LARGE =
      new MobileNetV3(
          List.of(
              new Block(3, 16, 16, Squeeze.NO, RELU, 1),
              new Block(3, 64, 24, Squeeze.NO, RELU, 2),
              new Block(3, 72, 24, Squeeze.NO, RELU, 1),
              new Block(5, 72, 40, Squeeze.SE, RELU, 2),
              new Block(5, 120, 40, Squeeze.SE, RELU, 1),
              new Block(5, 120, 40, Squeeze.SE, RELU, 1),
              new Block(3, 240, 80, Squeeze.NO, HARD_SWISH, 2),
              new Block(3, 200, 80, Squeeze.NO, HARD_SWISH, 1),
              new Block(3, 184, 80, Squeeze.NO, HARD_SWISH, 1),
              new Block(3, 184, 80, Squeeze.NO, HARD_SWISH, 1),
              new Block(3, 480, 112, Squeeze.SE, HARD_SWISH, 1),
              new Block(3, 672, 112, Squeeze.SE, HARD_SWISH, 1),
              new Block(5, 672, 160, Squeeze.SE, HARD_SWISH, 2),
              new Block(5, 960, 160, Squeeze.SE, HARD_SWISH, 1),
              new Block(5, 960, 160, Squeeze.SE, HARD_SWISH, 1)),
          1280);

  static final MobileNetV3 SMALL =
      new MobileNetV3(
          List.of(
              new Block(3, 16, 16, Squeeze.SE, RELU, 2),
              new Block(3, 72, 24, Squeeze.NO, RELU, 2),
              new Block(3, 88, 24, Squeeze.NO, RELU, 1),
              new Block(5, 96, 40, Squeeze.SE, HARD_SWISH, 2),
              new Block(5, 240, 40, Squeeze.SE, HARD_SWISH, 1),
              new Block(5, 240, 40, Squeeze.SE, HARD_SWISH, 1),
              new Block(5, 120, 48, Squeeze.SE, HARD_SWISH, 1),
              new Block(5, 144, 48, Squeeze.SE, HARD_SWISH, 1),
              new Block(5, 288, 96, Squeeze.SE, HARD_SWISH, 2),
              new Block(5, 576, 96, Squeeze.SE, HARD_SWISH, 1),
              new Block(5, 576, 96, Squeeze.SE, HARD_SWISH, 1)),
          1024);

  Layout build(ModuleBuilder builder) {
    builder.conv("features.0.0", FIRST, Window.of(3, 2, 1)).norm("features.0.1").then(HARD_SWISH);
    int channels = FIRST;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      block(builder, "features." + (i + 1), block, block.expanded() != channels);
      channels = block.channels();
    }
    String head = "features." + (blocks.size() + 1);
    builder.conv(head + ".0", 6 * channels, POINT).norm(head + ".1").then(HARD_SWISH);
    String body = builder.last();
    return builder
        .globalPool()
        .dense("classifier.0", last)
        .then(HARD_SWISH)
        .dense("classifier.3", 1000)
        .end(body);
  }

  /** timm's names, whose stages count blocks anew: one for each number of channels. */
  Map<String, String> timm() {
    Renames names =
        new Renames()
            .of("conv_stem", "features.0.0", "bn1", "features.0.1")
            .of("conv_head", "classifier.0", "classifier", "classifier.3");
    int stage = -1;
    int number = 0;
    int channels = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      boolean same = block.channels() == channels;
      number = same ? number + 1 : 0;
      stage += same ? 0 : 1;
      Set<Renames.Part> parts = EnumSet.of(Renames.Part.LAST_PAIR);
      if (block.expanded() != (i == 0 ? FIRST : channels)) {
        parts.add(Renames.Part.EXPANSION);
      }
      if (block.squeeze() == Squeeze.SE) {
        parts.add(Renames.Part.SQUEEZE);
      }
      names.inverted(
          String.format(Locale.ROOT, "blocks.%d.%d", stage, number),
          "features." + (i + 1) + ".block",
          parts);
      channels = block.channels();
    }
    String head = "features." + (blocks.size() + 1);
    return names.within("blocks." + (stage + 1) + ".0", head, ".conv", ".0", ".bn1", ".1").paths();
  }

  private static void block(ModuleBuilder builder, String module, Block block, boolean expands) {
    String input = builder.last();
    int part = 0;
    if (expands) {
      String expand = module + ".block." + part++;
      builder.conv(expand + ".0", block.expanded(), POINT).norm(expand + ".1").then(block.act());
    }
    String depthwise = module + ".block." + part++;
    Window window = Window.of(block.kernel(), block.stride(), block.kernel() / 2);
    builder.depthwise(depthwise + ".0", window).norm(depthwise + ".1").then(block.act());
    if (block.squeeze() == Squeeze.SE) {
      int quarter = block.expanded() / 4;
      int squeezed = Divisible.by8(quarter);
      builder.squeezeExcite(module + ".block." + part++, squeezed, RELU, HARD_SIGMOID);
    }
    String project = module + ".block." + part;
    builder.conv(project + ".0", block.channels(), POINT).norm(project + ".1");
    builder.residual(module, input, block.stride());
  }
}
