package phosphene.network;

import java.util.List;
import java.util.Map;

/**
 * A trained network.
 *
 * @param architecture its layers
 * @param weights by node name, for every convolution, dense and scale layer
 * @param sha256 lower-case hex digest of the weight file's bytes (or of the values, for random
 *     weights)
 * @param labels class names in the order of the logits; empty if unknown
 */
public record Network(
    Architecture architecture, Map<String, Weights> weights, String sha256, List<String> labels) {
  public Network {
    weights = Map.copyOf(weights);
    labels = List.copyOf(labels);
  }

  /** This network with other preprocessing. */
  public Network with(Preprocessing other) {
    return new Network(architecture.with(other), weights, sha256, labels);
  }

  /** This network with other names for its layers. */
  public Network aliased(Map<String, String> names) {
    return new Network(architecture.aliased(names), weights, sha256, labels);
  }

  /** This network with other class names. */
  public Network labelled(List<String> names) {
    return new Network(architecture, weights, sha256, names);
  }
}
