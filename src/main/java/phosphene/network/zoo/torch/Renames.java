package phosphene.network.zoo.torch;

import java.util.HashMap;
import java.util.Map;

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

  /** timm's inverted residual: expansion (unless there is none), depthwise, squeeze, projection. */
  Renames inverted(String other, String own, Inverted form) {
    int part = 0;
    if (form.expands()) {
      part = 1;
      within(other, own, ".conv_pw", ".0.0", ".bn1", ".0.1");
    }
    String depthwise = own + "." + part++;
    within(other, depthwise, ".conv_dw", ".0", form.expands() ? ".bn2" : ".bn1", ".1");
    if (form.squeezes()) {
      String squeeze = own + "." + part++;
      within(other, squeeze, ".se.conv_reduce", ".fc1", ".se.conv_expand", ".fc2");
    }
    String[] projection =
        form.expands() ? new String[] {".conv_pwl", ".bn3"} : new String[] {".conv_pw", ".bn2"};
    String conv = form.pairs() ? "." + part + ".0" : "." + part;
    String norm = form.pairs() ? "." + part + ".1" : "." + (part + 1);
    return within(other, own, projection[0], conv, projection[1], norm);
  }

  /**
   * The form of an inverted residual.
   *
   * @param expands it begins with a convolution that adds channels
   * @param squeezes it has a squeeze-and-excitation
   * @param pairs the last convolution and its normalization are a module of their own
   */
  record Inverted(boolean expands, boolean squeezes, boolean pairs) {}

  /** The paths of torchvision by the other ones. */
  Map<String, String> paths() {
    return Map.copyOf(paths);
  }
}
