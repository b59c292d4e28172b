package phosphene.network;

import java.util.List;

/**
 * A named layer of a network with its inputs.
 *
 * @param name unique in the network
 * @param inputs names of earlier nodes, or {@link Architecture#INPUT}
 * @param activation the nonlinearity after the layer
 */
public record Node(String name, Layer layer, List<String> inputs, Activation activation) {
  public Node {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("Invalid node " + name + ": no inputs");
    }
  }
}
