package phosphene.scan;

import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Node;
import phosphene.network.activation.Elementary;
import phosphene.scan.LayerFigures.Rectification;
import phosphene.spec.Tap;

/**
 * How a layer is read: before its nonlinearity, since what is after it follows from that. A
 * concatenation has the nonlinearities of its inputs; if these differ, it is read after them.
 */
record Reading(Target target, Rectification rectification) {
  static Reading of(Architecture architecture, String layer) {
    return rectified(architecture, architecture.node(layer).orElseThrow())
        ? new Reading(new Target(layer, Tap.PRE), Rectification.RELU)
        : new Reading(new Target(layer, Tap.POST), Rectification.NONE);
  }

  private static boolean rectified(Architecture architecture, Node node) {
    return node.activation() == Elementary.RELU
        || (node.layer() instanceof Concat
            && node.inputs().stream()
                .allMatch(
                    input ->
                        architecture
                            .node(input)
                            .filter(part -> rectified(architecture, part))
                            .isPresent()));
  }
}
