package phosphene.network.zoo.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Window;

/**
 * The VGG networks (Simonyan and Zisserman, 2014) as torchvision builds them.
 *
 * @param convolutions of each block
 * @param form with batch normalizations or without
 */
record Vggs(List<Integer> convolutions, Form form) {
  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  /** Without batch normalizations, or with them. */
  enum Form {
    PLAIN,
    NORMALIZED
  }

  static Vggs plain(Integer... convolutions) {
    return new Vggs(List.of(convolutions), Form.PLAIN);
  }

  static Vggs normalized(Integer... convolutions) {
    return new Vggs(List.of(convolutions), Form.NORMALIZED);
  }

  Layout build(ModuleBuilder builder) {
    int index = 0;
    for (int block = 0; block < convolutions.size(); block++) {
      for (int i = 0; i < convolutions.get(block); i++) {
        builder.conv(features(index++), FILTERS[block], Window.of(3, 1, 1));
        if (form == Form.NORMALIZED) {
          builder.normOfBiased(features(index++));
        }
        builder.relu();
        index++;
      }
      builder.pool(features(index++), Window.of(2, 2, 0));
    }
    String body = builder.last();
    return builder
        .dense("classifier.0", 4096)
        .relu()
        .dense("classifier.3", 4096)
        .relu()
        .dense("classifier.6", 1000)
        .end(body);
  }

  /** The same with the names that Keras gives the nodes. */
  Layout buildForKeras(ModuleBuilder builder) {
    return build(builder).renamed(kerasNames());
  }

  /** timm's names: its first dense layers are convolutions over all positions. */
  static Map<String, String> timm() {
    return new Renames()
        .of("pre_logits.fc1", "classifier.0", "pre_logits.fc2", "classifier.3")
        .of("head.fc", "classifier.6")
        .paths();
  }

  private Map<String, String> kerasNames() {
    Map<String, String> names = new HashMap<>();
    int index = 0;
    for (int block = 0; block < convolutions.size(); block++) {
      String prefix = "block" + (block + 1);
      for (int i = 1; i <= convolutions.get(block); i++) {
        names.put(features(index), prefix + "_conv" + i);
        index += 2;
      }
      names.put(features(index++), prefix + "_pool");
    }
    names.put("classifier.0", "fc1");
    names.put("classifier.3", "fc2");
    names.put("classifier.6", "predictions");
    return names;
  }

  private static String features(int index) {
    return "features." + index;
  }
}
