package phosphene.network;

import java.util.List;
import phosphene.network.activation.Activation;

/**
 * A named layer of a network with its inputs.
 *
 * @param name unique in the network
 * @param inputs names of earlier nodes, or {@link Architecture#INPUT}; none of a {@link Constant}
 * @param activation the nonlinearity after the layer
 */
public record Node(String name, Layer layer, List<String> inputs, Activation activation) {
  public Node {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() != layer instanceof Constant) {
      throw new IllegalArgumentException("Invalid node " + name + ": " + inputs.size() + " inputs");
    }
  }
}
