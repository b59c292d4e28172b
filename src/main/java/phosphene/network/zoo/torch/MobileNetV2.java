package phosphene.network.zoo.torch;

import static phosphene.network.activation.Clip.RELU6;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import phosphene.network.Window;

/** MobileNetV2 (Sandler et al., 2018) as torchvision builds it. */
final class MobileNetV2 {
  private static final Window POINT = Window.of(1, 1, 0);

  // Table 2 of the paper: expansion, channels, repeats, stride.
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  static Layout build(ModuleBuilder builder) {
    builder.conv("features.0.0", 32, Window.of(3, 2, 1)).norm("features.0.1").then(RELU6);
    int index = 1;
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[2]; i++) {
        block(builder, "features." + index++, stage, i == 0 ? stage[3] : 1);
      }
    }
    String head = "features." + index;
    builder.conv(head + ".0", 1280, POINT).norm(head + ".1").then(RELU6);
    return builder.classified("classifier.1", 1000);
  }

  /** timm's names, whose stages count blocks anew. */
  static Map<String, String> timm() {
    Renames names =
        new Renames()
            .of("conv_stem", "features.0.0", "bn1", "features.0.1")
            .of("conv_head", "features.18.0", "bn2", "features.18.1", "classifier", "classifier.1");
    int index = 1;
    for (int s = 0; s < STAGES.length; s++) {
      for (int i = 0; i < STAGES[s][2]; i++) {
        String block = String.format(Locale.ROOT, "blocks.%d.%d", s, i);
        Set<Renames.Part> parts = STAGES[s][0] == 1 ? Set.of() : Set.of(Renames.Part.EXPANSION);
        String own = "features." + index++ + ".conv";
        names.inverted(block, own, parts);
      }
    }
    return names.paths();
  }

  private static void block(ModuleBuilder builder, String module, int[] stage, int stride) {
    String input = builder.last();
    int part = 0;
    if (stage[0] != 1) {
      String expand = module + ".conv." + part++;
      builder.conv(expand + ".0", stage[0] * builder.channels(), POINT).norm(expand + ".1");
      builder.then(RELU6);
    }
    String depthwise = module + ".conv." + part++;
    builder.depthwise(depthwise + ".0", Window.of(3, stride, 1)).norm(depthwise + ".1").then(RELU6);
    builder.conv(module + ".conv." + part, stage[1], POINT).norm(module + ".conv." + (part + 1));
    builder.residual(module, input, stride);
  }
}
