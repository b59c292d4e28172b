package phosphene.network.read.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phosphene.network.AveragePool;
import phosphene.network.ChannelGather;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.Pointwise;
import phosphene.network.Rearrange;
import phosphene.network.Reduce;
import phosphene.network.Regrid;
import phosphene.network.Scale;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;

/** Which nodes can hold the logits of a classifier, and which hold logarithms of probabilities. */
final class Scores {
  private final Set<String> linear = new HashSet<>();
  private final Set<String> rectified = new HashSet<>();
  private final Map<String, String> logarithms = new HashMap<>();

  /** Notes a node that is added. */
  void note(String node, Layer layer, Activation activation, List<String> inputs) {
    boolean weighted =
        layer instanceof Convolution || layer instanceof Dense || layer instanceof Pointwise;
    boolean still = passes(layer) && linear.containsAll(inputs);
    boolean pooled =
        pools(layer)
            && inputs.stream().allMatch(in -> linear.contains(in) || rectified.contains(in));
    if (activation.equals(Elementary.NONE) && (weighted || still || pooled)) {
      linear.add(node);
    } else if (activation.equals(Elementary.RELU) && (weighted || still)) {
      rectified.add(node);
    }
  }

  /** True for layers of which logits are logits again. */
  private static boolean passes(Layer layer) {
    return layer instanceof Identity
        || layer instanceof Scale
        || layer instanceof Regrid
        || layer instanceof Rearrange
        || layer instanceof ChannelGather
        || layer.equals(Elementwise.ADD)
        || layer.equals(new Elementwise(Elementwise.Operation.AVERAGE));
  }

  private static boolean pools(Layer layer) {
    return layer instanceof GlobalAveragePool
        || layer instanceof AveragePool
        || (layer instanceof Reduce reduce && reduce.operation() == Reduce.Operation.MEAN);
  }

  /** Notes that a node holds the logarithms of the softmax of another one's values. */
  void logarithm(String node, String logits) {
    logarithms.put(node, logits);
  }

  /**
   * What a node is the logarithm of the probabilities of; empty if it is none.
   *
   * @return the node of the logits
   */
  Optional<String> logits(String node) {
    return Optional.ofNullable(logarithms.get(node));
  }

  /**
   * True for the values of a connected layer or a convolution, or a mean of such, without a
   * nonlinearity but a ReLU before the mean (SqueezeNet's).
   */
  boolean connected(String node) {
    return linear.contains(node);
  }
}
