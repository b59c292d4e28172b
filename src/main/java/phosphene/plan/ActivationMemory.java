package phosphene.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import phosphene.network.Architecture;
import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Constant;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Pad;
import phosphene.network.Pointwise;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.activation.Elementary;

/**
 * About what the values of a network take for one image, in bytes.
 *
 * @param cut the network up to the layers that are looked at
 * @param shapes of the input and all nodes
 */
record ActivationMemory(Architecture cut, Map<String, Shape> shapes) {
  // Of a length: an array of inputs and one of outputs, and one of gradients.
  private static final int ARRAYS = 3;

  static ActivationMemory of(Architecture cut, int height, int width) {
    Map<String, Shape> shapes = new HashMap<>(cut.shapes(height, width));
    shapes.put(Architecture.INPUT, new Shape(cut.input().channels(), height, width));
    return new ActivationMemory(cut, shapes);
  }

  /** On the device: the output of every node, and what is before a nonlinearity that needs it. */
  long deviceBytes() {
    return cut.nodes().stream().mapToLong(node -> bytes(node.name()) * (bent(node) ? 2 : 1)).sum();
  }

  /**
   * On the heap: input and gradient of each normalization across channels, and arrays for what runs
   * in plain Java, which those of one length share.
   */
  long heapBytes() {
    Set<Long> lengths = new HashSet<>();
    long kept = 0;
    for (Node node : cut.nodes()) {
      if (node.layer() instanceof LocalResponseNorm) {
        kept += 2 * bytes(node.name());
      } else if (plain(node.layer())) {
        lengths.add(bytes(node.name()));
        node.inputs().forEach(input -> lengths.add(bytes(input)));
      }
      if (bent(node)) {
        lengths.add(bytes(node.name()));
      }
    }
    return kept + ARRAYS * lengths.stream().mapToLong(Long::longValue).sum();
  }

  private static boolean bent(Node node) {
    return node.activation() != Elementary.NONE && node.activation() != Elementary.RELU;
  }

  /** True of layers for which an engine has no kernel of a library. */
  private static boolean plain(Layer layer) {
    if (layer instanceof Convolution convolution) {
      return convolution.groups() > 1 || !convolution.window().plain();
    }
    return !(layer instanceof MaxPool
        || layer instanceof AveragePool
        || layer instanceof GlobalAveragePool
        || layer instanceof Scale
        || layer instanceof Concat
        || layer.equals(Elementwise.ADD)
        || layer instanceof Identity
        || layer instanceof Dense
        || layer instanceof Pointwise
        || layer instanceof Pad
        || layer instanceof Softmax
        || layer instanceof Constant);
  }

  private long bytes(String node) {
    return (long) java.util.Objects.requireNonNull(shapes.get(node)).size() * Float.BYTES;
  }
}
