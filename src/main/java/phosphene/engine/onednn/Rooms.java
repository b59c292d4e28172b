package phosphene.engine.onednn;

import java.util.HashMap;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Shape;

/**
 * To a multiple of how many images the values of each node have memory: where a convolution reads
 * or writes groups of a fixed size, the last of them is filled up with blanks.
 *
 * @param groups by the names of nodes; those of one image are left out
 */
record Rooms(Map<String, Integer> groups) {
  static Rooms of(Architecture cut, Map<String, Shape> shapes, Setting setting) {
    Map<String, Integer> groups = new HashMap<>();
    for (Node node : cut.nodes()) {
      String input = node.inputs().stream().findFirst().orElse(Architecture.INPUT);
      if (node.layer() instanceof Convolution convolution && !input.equals(Architecture.INPUT)) {
        int group = Way.of(convolution, Tables.known(shapes, input), setting).group();
        groups.merge(node.name(), group, Math::max);
        groups.merge(input, group, Math::max);
      }
    }
    return new Rooms(groups);
  }

  int of(String node) {
    return Math.max(1, groups.getOrDefault(node, 1));
  }
}
