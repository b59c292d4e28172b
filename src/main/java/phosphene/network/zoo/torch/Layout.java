package phosphene.network.zoo.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Node;
import phosphene.network.read.torch.ModuleWeights;
import phosphene.network.read.torch.NodeParameters;

/**
 * The nodes of a network, and where their weights lie.
 *
 * @param body the last node before the classifier
 */
record Layout(List<Node> nodes, String body, ModuleWeights modules) {
  Layout {
    nodes = List.copyOf(nodes);
  }

  /** The same with other names for some nodes. */
  Layout renamed(Map<String, String> names) {
    List<Node> renamed =
        nodes.stream()
            .map(
                node ->
                    new Node(
                        names.getOrDefault(node.name(), node.name()),
                        node.layer(),
                        node.inputs().stream().map(read -> names.getOrDefault(read, read)).toList(),
                        node.activation()))
            .toList();
    Map<String, NodeParameters> parameters = new HashMap<>();
    modules.nodes().forEach((node, own) -> parameters.put(names.getOrDefault(node, node), own));
    return new Layout(renamed, names.getOrDefault(body, body), new ModuleWeights(parameters));
  }
}
