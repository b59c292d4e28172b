package phosphene.site;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phosphene.gallery.Escape;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Extent;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Half;
import phosphene.network.Layer;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.SpecException;

/**
 * A network as {@code live.js} runs it: its nodes as plain values, and all weights as 16-bit floats
 * in base 64, kernel and bias of one convolution after the other.
 */
public final class LiveNetwork {
  private final Network network;
  private final Map<String, Shape> shapes = new HashMap<>();
  private final List<Map<String, Object>> nodes = new ArrayList<>();
  private final ByteBuffer values;

  private LiveNetwork(Network network) {
    this.network = network;
    Shape input = network.architecture().input();
    shapes.put(Architecture.INPUT, input);
    shapes.putAll(network.architecture().shapes(input.height(), input.width()));
    int count =
        network.weights().values().stream()
            .mapToInt(one -> one.kernel().length + one.bias().length)
            .sum();
    values = ByteBuffer.allocate(Short.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
    network.architecture().nodes().forEach(node -> nodes.add(described(node)));
  }

  /**
   * The script that hands the network to the page.
   *
   * @throws SpecException if a layer is of a kind that the page does not run, or it does not end in
   *     classes
   */
  static byte[] script(Network network) {
    if (network.architecture().logits().isEmpty() || network.labels().isEmpty()) {
      throw refused(network, "it has no classifier");
    }
    if (network.architecture().preprocessing().order().contains(Preprocessing.GREY)) {
      throw refused(network, "it sees no colors");
    }
    return Escape.call("weights", new LiveNetwork(network).content());
  }

  private Map<String, Object> content() {
    Architecture architecture = network.architecture();
    Preprocessing pixels = architecture.preprocessing();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("network", architecture.name());
    content.put("input", List.of(architecture.input().height(), architecture.input().width()));
    content.put("order", pixels.order());
    content.put("factor", pixels.scale());
    content.put("mean", pixels.mean());
    content.put("labels", network.labels().stream().map(label -> label.replace('_', ' ')).toList());
    content.put("nodes", nodes);
    content.put("values", Base64.getEncoder().encodeToString(values.array()));
    return content;
  }

  private Map<String, Object> described(Node node) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", node.name());
    described.put("kind", kind(node));
    described.put("inputs", node.inputs());
    described.put("relu", rectified(node));
    Shape from = shapes.get(node.inputs().get(0));
    if (node.layer() instanceof Convolution convolution && from != null) {
      described.put("kernel", convolution.kernel(List.of(from)));
      described.put("offset", values.position() / Short.BYTES);
      slide(described, convolution.window(), from);
      store(network.weights().get(node.name()));
    } else if (node.layer() instanceof MaxPool pool && from != null) {
      described.put("size", List.of(pool.window().height(), pool.window().width()));
      slide(described, pool.window(), from);
    }
    return described;
  }

  private boolean rectified(Node node) {
    if (node.activation() != Elementary.RELU && node.activation() != Elementary.NONE) {
      throw refused(
          network,
          "it does not know the nonlinearity of " + node.name() + ", " + node.activation().label());
    }
    return node.activation() == Elementary.RELU;
  }

  private String kind(Node node) {
    Layer layer = node.layer();
    if (layer instanceof Convolution convolution) {
      require(convolution.groups() == 1, node, "a convolution by groups");
      require(neighbours(convolution.window()), node, "a dilated convolution");
      return "convolution";
    } else if (layer instanceof MaxPool pool) {
      require(neighbours(pool.window()), node, "a dilated pool");
      return "maxPool";
    } else if (layer.equals(new Concat())) {
      return "concat";
    } else if (layer instanceof GlobalAveragePool) {
      return "globalAverage";
    } else if (layer instanceof Softmax) {
      return "softmax";
    }
    throw unknown(node, layer.getClass().getSimpleName());
  }

  private static boolean neighbours(Window window) {
    return window.dilation().equals(Extent.ONE);
  }

  private void require(boolean known, Node node, String what) {
    if (!known) {
      throw unknown(node, what);
    }
  }

  private SpecException unknown(Node node, String what) {
    return refused(network, "it does not know the layer " + node.name() + ", " + what);
  }

  private static void slide(Map<String, Object> described, Window window, Shape from) {
    described.put("strides", List.of(window.strideY(), window.strideX()));
    described.put(
        "pads",
        List.of(
            List.of(window.top(from.height()), window.bottom(from.height())),
            List.of(window.left(from.width()), window.right(from.width()))));
  }

  private void store(@org.jspecify.annotations.Nullable Weights weights) {
    if (weights == null) {
      throw new AssertionError("a convolution without weights");
    }
    for (float[] part : List.of(weights.kernel(), weights.bias())) {
      for (float value : part) {
        values.putShort(Half.of(value));
      }
    }
  }

  private static SpecException refused(Network network, String reason) {
    return new SpecException(
        "Cannot run " + network.architecture().name() + " in the browser: " + reason);
  }
}
