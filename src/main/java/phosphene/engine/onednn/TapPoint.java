package phosphene.engine.onednn;

import phosphene.engine.SourceChannel;
import phosphene.spec.Tap;

/** A node's values before or after its nonlinearity. */
record TapPoint(String node, Tap tap) {
  static TapPoint of(SourceChannel source) {
    return new TapPoint(source.node().name(), source.tap());
  }
}
