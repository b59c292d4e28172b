package phosphene.scan;

import java.util.List;
import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.spec.Tap;

/**
 * How a layer is read. What is after a ReLU follows from what is before it: one reading serves for
 * both. With another nonlinearity both are read, after it and before it.
 */
record Reading(String layer, Nonlinearity nonlinearity) {
  static Reading of(Architecture architecture, String layer) {
    return new Reading(layer, Nonlinearity.of(architecture, layer));
  }

  /** What is read, first that of which all values are kept. */
  List<Target> targets() {
    Target before = new Target(layer, Tap.PRE);
    Target after = new Target(layer, Tap.POST);
    return switch (nonlinearity) {
      case NONE -> List.of(after);
      case RELU -> List.of(before);
      case OTHER -> List.of(after, before);
    };
  }
}
