package phosphene.engine.onednn;

import java.util.Map;

/** Look-ups that must find something. */
final class Tables {
  private Tables() {}

  static <T> T known(Map<String, T> things, String name) {
    T thing = things.get(name);
    if (thing == null) {
      throw new IllegalStateException("Cannot find " + name + ": it is not laid out");
    }
    return thing;
  }
}
