package phosphene.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network run by plain loops in double precision: the definition of every layer, slow and without
 * a device.
 */
public final class PlainForward {
  private final Network network;

  public PlainForward(Network network) {
    this.network = network;
  }

  /** The value of a key that must be there. */
  public static <T> T named(Map<String, T> values, String key) {
    T value = values.get(key);
    if (value == null) {
      throw new AssertionError("no " + key);
    }
    return value;
  }

  /** A feature map, in the order channel, row, column. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Tensor(Shape shape, double[] values) {
    public Tensor(Shape shape) {
      this(shape, new double[shape.size()]);
    }

    double at(int channel, int row, int column) {
      return values[place(channel, row, column)];
    }

    int place(int channel, int row, int column) {
      return (channel * shape.height() + row) * shape.width() + column;
    }

    /** The mean of every channel. */
    public double[] channelMeans() {
      double[] means = new double[shape.channels()];
      for (int i = 0; i < values.length; i++) {
        means[i / shape.area()] += values[i] / shape.area();
      }
      return means;
    }
  }

  /**
   * What all nodes give, by name, in order.
   *
   * @param pre before each node's own nonlinearity
   * @param post after it; that of the network's input as well
   */
  public record Values(Map<String, Tensor> pre, Map<String, Tensor> post) {}

  /** The outputs of all nodes for an input that is preprocessed already. */
  public Map<String, Tensor> run(Tensor input) {
    return values(input).post();
  }

  /** The values of all nodes for an input that is preprocessed already. */
  public Values values(Tensor input) {
    Map<String, Tensor> pre = new LinkedHashMap<>();
    Map<String, Tensor> post = new LinkedHashMap<>(Map.of(Architecture.INPUT, input));
    for (Node node : network.architecture().nodes()) {
      Tensor value = layer(node, node.inputs().stream().map(name -> named(post, name)).toList());
      pre.put(node.name(), value);
      post.put(node.name(), activated(node, value));
    }
    return new Values(pre, post);
  }

  private static Tensor activated(Node node, Tensor value) {
    Shape shape = value.shape();
    Tensor out = new Tensor(shape);
    for (int i = 0; i < out.values().length; i++) {
      int index = i % shape.area() * shape.channels() + i / shape.area(); // row, column, channel
      out.values()[i] = node.activation().value(value.values()[i], index);
    }
    return out;
  }

  /** The input that an image of rows x columns x (red, green, blue) bytes becomes. */
  public Tensor preprocessed(double[] rgb, int height, int width) {
    Preprocessing how = network.architecture().preprocessing();
    Tensor input = new Tensor(new Shape(how.order().size(), height, width));
    for (int c = 0; c < how.order().size(); c++) {
      for (int i = 0; i < height * width; i++) {
        input.values()[c * height * width + i] =
            how.scale().get(c) * color(rgb, 3 * i, how.order().get(c)) - how.mean().get(c);
      }
    }
    return input;
  }

  private static double color(double[] rgb, int pixel, int color) {
    return color < 3
        ? rgb[pixel + color]
        : 0.299 * rgb[pixel] + 0.587 * rgb[pixel + 1] + 0.114 * rgb[pixel + 2];
  }

  /** What the layer of a node makes of its inputs. */
  private Tensor layer(Node node, List<Tensor> inputs) {
    Layer layer = node.layer();
    List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
    Tensor out = new Tensor(layer.output(shapes));
    if (!layer.kernel(shapes).isEmpty()) {
      Weights weights = named(network.weights(), node.name());
      if (layer instanceof Constant) {
        PlainMoves.constant(weights, out);
      } else if (!PlainKernels.apply(layer, weights, inputs.get(0), out)) {
        PlainNorms.apply(layer, weights, inputs.get(0), out);
      }
    } else if (!PlainPools.apply(layer, inputs.get(0), out)
        && !PlainMoves.apply(layer, inputs, out)
        && !PlainJoins.apply(layer, inputs, out)) {
      PlainNorms.apply(layer, inputs.get(0), out);
    }
    return out;
  }
}
