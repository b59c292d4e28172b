package phosphene.network.zoo.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Pairs of paths of the same module: another library's and torchvision's. */
final class Renames {
  private final Map<String, String> paths = new HashMap<>();

  /** Both are paths behind their prefixes, alternately. */
  Renames within(String other, String own, String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      paths.put(other + pairs[i], own + pairs[i + 1]);
    }
    return this;
  }

  Renames of(String... pairs) {
    return within("", "", pairs);
  }

  /** timm's inverted residual: expansion, depthwise, squeeze, projection. */
  Renames inverted(String other, String own, Set<Part> parts) {
    boolean expands = parts.contains(Part.EXPANSION);
    int part = 0;
    if (expands) {
      part = 1;
      within(other, own, ".conv_pw", ".0.0", ".bn1", ".0.1");
    }
    String depthwise = own + "." + part++;
    within(other, depthwise, ".conv_dw", ".0", expands ? ".bn2" : ".bn1", ".1");
    if (parts.contains(Part.SQUEEZE)) {
      String squeeze = own + "." + part++;
      within(other, squeeze, ".se.conv_reduce", ".fc1", ".se.conv_expand", ".fc2");
    }
    String[] projection =
        expands ? new String[] {".conv_pwl", ".bn3"} : new String[] {".conv_pw", ".bn2"};
    boolean pair = parts.contains(Part.LAST_PAIR);
    String conv = pair ? "." + part + ".0" : "." + part;
    String norm = pair ? "." + part + ".1" : "." + (part + 1);
    return within(other, own, projection[0], conv, projection[1], norm);
  }

  /** What not every inverted residual has. */
  enum Part {
    /** A first convolution, which adds channels. */
    EXPANSION,
    /** A squeeze-and-excitation. */
    SQUEEZE,
    /** A module for the last convolution and its normalization. */
    LAST_PAIR
  }

  /** The paths of torchvision by the other ones. */
  Map<String, String> paths() {
    return Map.copyOf(paths);
  }
}
