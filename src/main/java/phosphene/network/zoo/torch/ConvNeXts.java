package phosphene.network.zoo.torch;

import static phosphene.network.activation.Elementary.GELU;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import phosphene.network.Window;

/**
 * ConvNeXts (Liu et al., "A ConvNet for the 2020s", 2022) as torchvision builds them: every second
 * module of {@code features} is a stage, the others make the map smaller.
 *
 * @param channels of the first stage; each has twice those of the one before
 * @param blocks of each stage
 */
record ConvNeXts(int channels, List<Integer> blocks) {
  private static final double EPSILON = 1e-6;
  private static final Window POINT = Window.of(1, 1, 0);

  static ConvNeXts of(int channels, Integer... blocks) {
    return new ConvNeXts(channels, List.of(blocks));
  }

  Layout build(ModuleBuilder builder) {
    builder.conv("features.0.0", channels, Window.of(4, 4, 0)).layerNorm("features.0.1", EPSILON);
    for (int stage = 0; stage < blocks.size(); stage++) {
      if (stage > 0) {
        String down = "features." + 2 * stage;
        builder.layerNorm(down + ".0", EPSILON);
        builder.conv(down + ".1", channels << stage, Window.of(2, 2, 0));
      }
      for (int i = 0; i < blocks.get(stage); i++) {
        block(builder, String.format(Locale.ROOT, "features.%d.%d", 2 * stage + 1, i));
      }
    }
    String body = builder.last();
    return builder
        .globalPool()
        .layerNorm("classifier.0", EPSILON)
        .dense("classifier.2", 1000)
        .end(body);
  }

  /** timm's names. */
  Map<String, String> timm() {
    Renames names =
        new Renames()
            .of("stem.0", "features.0.0", "stem.1", "features.0.1")
            .of("head.norm", "classifier.0", "head.fc", "classifier.2");
    for (int stage = 0; stage < blocks.size(); stage++) {
      String theirs = "stages." + stage;
      if (stage > 0) {
        String down = "features." + 2 * stage;
        names.within(theirs, down, ".downsample.0", ".0", ".downsample.1", ".1");
      }
      for (int i = 0; i < blocks.get(stage); i++) {
        String own = String.format(Locale.ROOT, "features.%d.%d", 2 * stage + 1, i);
        names.within(theirs + ".blocks." + i, own, ".conv_dw", ".block.0", ".norm", ".block.2");
        names.within(theirs + ".blocks." + i, own, ".mlp.fc1", ".block.3", ".mlp.fc2", ".block.5");
        names.within(theirs + ".blocks." + i, own, ".gamma", ".layer_scale");
      }
    }
    return names.paths();
  }

  /** The names of Hugging Face's transformers. */
  Map<String, String> transformers() {
    String encoder = "convnext.encoder.stages.";
    Renames names =
        new Renames()
            .of("convnext.embeddings.patch_embeddings", "features.0.0")
            .of("convnext.embeddings.layernorm", "features.0.1")
            .of("convnext.layernorm", "classifier.0", "classifier", "classifier.2");
    for (int stage = 0; stage < blocks.size(); stage++) {
      if (stage > 0) {
        String down = encoder + stage + ".downsampling_layer";
        names.within(down, "features." + 2 * stage, ".0", ".0", ".1", ".1");
      }
      for (int i = 0; i < blocks.get(stage); i++) {
        String theirs = encoder + stage + ".layers." + i;
        String own = String.format(Locale.ROOT, "features.%d.%d", 2 * stage + 1, i);
        names.within(theirs, own, ".dwconv", ".block.0", ".layernorm", ".block.2");
        names.within(theirs, own, ".pwconv1", ".block.3", ".pwconv2", ".block.5");
        names.within(theirs, own, ".layer_scale_parameter", ".layer_scale");
      }
    }
    return names.paths();
  }

  private static void block(ModuleBuilder builder, String module) {
    String input = builder.last();
    int width = builder.channels();
    builder
        .depthwise(module + ".block.0", Window.of(7, 1, 3))
        .layerNorm(module + ".block.2", EPSILON)
        .conv(module + ".block.3", 4 * width, POINT)
        .then(GELU)
        .conv(module + ".block.5", width, POINT)
        .factors(module + ".layer_scale");
    builder.sum(module, builder.last(), input);
  }
}
