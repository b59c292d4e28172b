package phosphene.network;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the residual blocks of a network (He et al., "Deep Residual Learning", 2015). */
final class ResidualBlocks {
  private ResidualBlocks() {}

  /**
   * The outputs of the blocks: sums of several nodes that depend on the image, or the grid of such
   * a sum of tokens.
   */
  static List<Node> of(Architecture network) {
    Set<String> gridded =
        network.nodes().stream()
            .filter(node -> node.layer() instanceof TokenGrid)
            .map(node -> node.inputs().get(0))
            .collect(toSet());
    return network.nodes().stream()
        .filter(
            node ->
                node.layer() instanceof TokenGrid
                    ? sums(network, network.node(node.inputs().get(0)))
                    : sums(network, Optional.of(node)) && !gridded.contains(node.name()))
        .toList();
  }

  private static boolean sums(Architecture network, Optional<Node> node) {
    return node.filter(sum -> sum.layer().equals(Elementwise.ADD))
        .filter(sum -> sum.inputs().size() > 1)
        .filter(
            sum ->
                sum.inputs().stream()
                    .map(network::node)
                    .flatMap(Optional::stream)
                    .noneMatch(input -> input.layer() instanceof Constant))
        .isPresent();
  }
}
