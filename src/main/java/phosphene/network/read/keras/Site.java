package phosphene.network.read.keras;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Axis;
import phosphene.network.Layer;
import phosphene.network.Rearrange;
import phosphene.network.Shape;
import phosphene.network.activation.Activation;
import phosphene.network.read.graph.GraphBuilder;

/**
 * One application of a layer: what it is told, and where its nodes go.
 *
 * @param graph that takes the nodes
 * @param arrays of the file
 * @param place the layer, after the models that hold it
 * @param keras which version of Keras wrote the file: 2 or 3
 * @param inputs what it is applied to
 * @param call how
 * @param name of its node
 */
record Site(
    GraphBuilder graph,
    KerasArrays arrays,
    List<KerasLayer> place,
    int keras,
    List<View> inputs,
    KerasCall call,
    String name) {
  /** The array that says how many images a normalization has seen; it is no weight. */
  static final String COUNT = "count";

  Site {
    place = List.copyOf(place);
    inputs = List.copyOf(inputs);
  }

  /** This with other inputs. */
  Site reading(List<View> others) {
    return new Site(graph, arrays, place, keras, others, call, name);
  }

  KerasLayer layer() {
    return place.get(place.size() - 1);
  }

  Arguments arguments() {
    return new Arguments(layer().config());
  }

  /** The only input. */
  View input() throws UnsupportedLayerException {
    if (inputs.size() != 1) {
      throw new UnsupportedLayerException("reads " + inputs.size() + " layers (one is supported)");
    }
    return inputs.get(0);
  }

  /** The only input, a feature map whose channels lie where {@code data_format} says. */
  View map() throws UnsupportedLayerException {
    View in = input();
    List<List<Axis>> wanted = arguments().channelsFirst() ? View.FIRST : View.LAST;
    if (in.rank() != wanted.size() || !in.is(wanted)) {
      throw new UnsupportedLayerException(
          "is a " + layer().type() + " of " + in.extents() + " (must read a feature map)");
    }
    return new View(in.node(), in.shape(), wanted);
  }

  /**
   * The arrays of the layer, row-major, as Keras has them; not copied where the file does not
   * compress them.
   *
   * @param wanted the shape of each, in the order in which Keras makes them
   */
  Map<String, FloatBuffer> read(Map<String, List<Integer>> wanted) throws IOException {
    Map<String, FloatBuffer> read = new LinkedHashMap<>();
    try {
      Map<String, Hdf5Array> found = arrays.of(place).as(List.copyOf(wanted.keySet()));
      for (Map.Entry<String, List<Integer>> role : wanted.entrySet()) {
        Hdf5Array array = found.get(role.getKey());
        if (array == null) {
          throw new AssertionError(role);
        }
        if (!role.getKey().equals(COUNT)) {
          read.put(role.getKey(), values(role.getKey(), array, role.getValue()));
        }
      }
    } catch (IOException e) {
      throw new IOException("layer " + layer().name() + ": " + e.getMessage(), e);
    }
    return read;
  }

  /** As {@link #read}, copied: for arrays of a value per channel. */
  Map<String, float[]> copied(Map<String, List<Integer>> wanted) throws IOException {
    Map<String, float[]> copied = new LinkedHashMap<>();
    read(wanted)
        .forEach(
            (role, values) -> {
              float[] copy = new float[values.remaining()];
              values.get(copy);
              copied.put(role, copy);
            });
    return copied;
  }

  /** True if the file names an array of the layer so. */
  boolean names(String role) throws IOException {
    return arrays.of(place).names().contains(role);
  }

  private static FloatBuffer values(String role, Hdf5Array array, List<Integer> wanted)
      throws IOException {
    List<Integer> shape = array.shape();
    if (!shape.equals(wanted)) {
      throw new IOException("its " + role + " has shape " + shape + ", expected " + wanted);
    }
    return array.floats();
  }

  /** Adds the layer's only node. */
  View add(Layer layer, View in, Activation activation) {
    return add(name, layer, in, activation);
  }

  /** Adds a node of one input with its axes. */
  View add(String node, Layer layer, View in, Activation activation) {
    graph.add(node, layer, List.of(in.node()), activation);
    return in.of(node, graph.shape(node));
  }

  /** A name for a node beside the layer's own. */
  String part(String what) {
    return graph.name(name + "_" + what);
  }

  /** The input as a vector of its own, where it is a map whose axes were taken together. */
  View vector(View in) {
    if (in.shape().area() == 1) {
      return new View(in.node(), in.shape(), View.VECTOR);
    }
    int[] order = in.order();
    String node = part("flat");
    Shape shape = new Shape(order.length, 1, 1);
    graph.add(node, new Rearrange(shape, order), List.of(in.node()));
    return new View(node, shape, View.VECTOR);
  }
}
