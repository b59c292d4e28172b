package phosphene.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.activation.Elementary;
import phosphene.spec.Selection;
import phosphene.spec.SpecException;

/**
 * The layers that a scan looks at, in the order of the network.
 *
 * @param names at least one
 * @param classifier the node that gives probabilities of classes, if the network has one
 */
public record ScanLayers(List<String> names, Optional<String> classifier) {
  private static final int OPERATIONS = 2; // of a multiply-add
  private static final int MOST_TOGETHER = 8;
  private static final long MOST_BYTES = 192L << 20;

  public ScanLayers {
    names = List.copyOf(names);
  }

  /**
   * Looks the layers of a job up: all are every convolution and block, and every other layer with a
   * nonlinearity.
   *
   * @throws SpecException if the network does not have what the job names
   */
  public static ScanLayers of(Selection asked, Architecture architecture) {
    List<String> names =
        asked instanceof Selection.Some some
            ? LayerNames.of(some, architecture)
            : firing(architecture);
    if (names.isEmpty()) {
      throw LayerNames.none(architecture);
    }
    return new ScanLayers(names, architecture.classifier().map(Node::name));
  }

  private static List<String> firing(Architecture architecture) {
    List<Node> known = architecture.convolutionsAndBlocks();
    return architecture.units().stream()
        .filter(node -> known.contains(node) || node.activation() != Elementary.NONE)
        .map(Node::name)
        .toList();
  }

  /** All nodes that are read: the layers, then the classifier. */
  public List<String> read() {
    List<String> read = new ArrayList<>(names);
    classifier.ifPresent(read::add);
    return List.copyOf(read);
  }

  /** Floating point operations of one photo. */
  public double flop(Architecture architecture) {
    Architecture cut = architecture.cut(read());
    return OPERATIONS
        * cut.multiplyAdds(cut.input().height(), cut.input().width()).values().stream()
            .mapToDouble(Long::doubleValue)
            .sum();
  }

  /** Photos that pass the network together: as many as keep all activations within 192 MB. */
  public int batch(Architecture architecture) {
    return (int) Math.max(1, Math.min(MOST_TOGETHER, MOST_BYTES / activationBytes(architecture)));
  }

  /** Bytes of all activations of one photo. */
  public long activationBytes(Architecture architecture) {
    Architecture cut = architecture.cut(read());
    return ActivationMemory.of(cut, cut.input().height(), cut.input().width()).deviceBytes();
  }
}
