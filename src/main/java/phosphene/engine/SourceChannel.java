package phosphene.engine;

import java.util.List;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Node;
import phosphene.network.Origin;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/**
 * A channel of a node that computes it: what a channel of a concatenation comes down to.
 *
 * @param channel of the node's own output
 */
public record SourceChannel(Node node, Tap tap, int channel) {

  /** Follows a target's channel through concatenations to the node that makes it. */
  public static SourceChannel of(
      Architecture architecture, List<Shape> shapes, Target target, int channel) {
    Node node = node(architecture, target.layer());
    int rest = channel;
    while (node.layer().equals(new Concat()) && passes(node)) {
      List<Shape> inputs =
          node.inputs().stream().map(name -> shape(architecture, shapes, name)).toList();
      Origin origin = node.layer().origins(rest, inputs).get(0);
      node = node(architecture, node.inputs().get(origin.input()));
      rest = origin.channel();
    }
    return new SourceChannel(node, target.tap(), rest);
  }

  private static boolean passes(Node node) {
    return node.activation() == phosphene.network.activation.Elementary.NONE
        && !node.inputs().contains(Architecture.INPUT);
  }

  public static Shape shape(Architecture architecture, List<Shape> shapes, String name) {
    return shapes.get(architecture.nodes().indexOf(node(architecture, name)));
  }

  static Node node(Architecture architecture, String name) {
    return architecture
        .node(name)
        .orElseThrow(() -> new IllegalArgumentException("Unknown layer: " + name));
  }
}
