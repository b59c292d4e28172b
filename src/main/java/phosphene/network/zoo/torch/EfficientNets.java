package phosphene.network.zoo.torch;

import static phosphene.network.activation.Elementary.SIGMOID;
import static phosphene.network.activation.Elementary.SILU;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import phosphene.network.Window;

/**
 * EfficientNets (Tan and Le, 2019) as torchvision builds them.
 *
 * @param first channels of the first convolution
 * @param stages in order
 * @param last channels of the last convolution
 */
record EfficientNets(int first, List<Stage> stages, int last) {
  private static final Window POINT = Window.of(1, 1, 0);

  /** A row of table 1 of the paper. */
  record Stage(int expand, int kernel, int stride, int channels, int blocks) {
    Window window(int i) {
      return Window.of(kernel, i == 0 ? stride : 1, kernel / 2);
    }
  }

  /** The network of the paper, wider and deeper by two factors. */
  static EfficientNets scaled(double width, double depth) {
    int[][] rows = {
      {1, 3, 1, 16, 1},
      {6, 3, 2, 24, 2},
      {6, 5, 2, 40, 2},
      {6, 3, 2, 80, 3},
      {6, 5, 1, 112, 3},
      {6, 5, 2, 192, 4},
      {6, 3, 1, 320, 1}
    };
    List<Stage> stages =
        List.of(rows).stream()
            .map(
                row ->
                    new Stage(
                        row[0],
                        row[1],
                        row[2],
                        Divisible.by8(row[3] * width),
                        (int) Math.ceil(row[4] * depth)))
            .toList();
    return new EfficientNets(
        Divisible.by8(32 * width), stages, 4 * stages.get(stages.size() - 1).channels());
  }

  Layout build(ModuleBuilder builder) {
    builder.conv("features.0.0", first, Window.of(3, 2, 1)).norm("features.0.1").then(SILU);
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      for (int i = 0; i < stage.blocks(); i++) {
        String input = builder.last();
        String module = String.format(Locale.ROOT, "features.%d.%d", s + 1, i);
        block(builder, module, stage, i);
        builder.residual(module, input, i == 0 ? stage.stride() : 1);
      }
    }
    String head = "features." + (stages.size() + 1);
    builder.conv(head + ".0", last, POINT).norm(head + ".1").then(SILU);
    return builder.classified("classifier.1", 1000);
  }

  /** timm's names. */
  Map<String, String> timm() {
    String head = "features." + (stages.size() + 1);
    Renames names =
        new Renames()
            .of("conv_stem", "features.0.0", "bn1", "features.0.1")
            .of("conv_head", head + ".0", "bn2", head + ".1", "classifier", "classifier.1");
    for (int s = 0; s < stages.size(); s++) {
      for (int i = 0; i < stages.get(s).blocks(); i++) {
        String own = String.format(Locale.ROOT, "features.%d.%d.block", s + 1, i);
        Set<Renames.Part> parts = EnumSet.of(Renames.Part.SQUEEZE, Renames.Part.LAST_PAIR);
        if (stages.get(s).expand() > 1) {
          parts.add(Renames.Part.EXPANSION);
        }
        names.inverted(String.format(Locale.ROOT, "blocks.%d.%d", s, i), own, parts);
      }
    }
    return names.paths();
  }

  /** Expansion, depthwise convolution, squeeze-and-excitation, projection. */
  private static void block(ModuleBuilder builder, String module, Stage stage, int i) {
    int squeezed = Math.max(1, builder.channels() / 4);
    int part = 0;
    if (stage.expand() > 1) {
      String expand = module + ".block." + part++;
      builder.conv(expand + ".0", Divisible.by8(stage.expand() * builder.channels()), POINT);
      builder.norm(expand + ".1").then(SILU);
    }
    String depthwise = module + ".block." + part++;
    builder.depthwise(depthwise + ".0", stage.window(i)).norm(depthwise + ".1").then(SILU);
    builder.squeezeExcite(module + ".block." + part++, squeezed, SILU, SIGMOID);
    String project = module + ".block." + part;
    builder.conv(project + ".0", stage.channels(), POINT).norm(project + ".1");
  }
}
