package phosphene.network.read.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.network.Shape;
import phosphene.network.read.graph.GraphBuilder;

/**
 * The way of a model to the nodes of a graph: every application of every layer, those of inner
 * models under {@code outer/inner}. What cannot be run is refused by name, with what depends on it.
 */
final class ModelReader {
  private static final int MOST_CALLS = 5_000;

  private final GraphBuilder graph;
  private final KerasArrays arrays;
  private final int keras;
  private final RawInput raw;
  private int calls;

  ModelReader(GraphBuilder graph, KerasArrays arrays, int keras, RawInput raw) {
    this.graph = graph;
    this.arrays = arrays;
    this.keras = keras;
    this.raw = raw;
  }

  /** One application of one layer, not read yet. */
  private record Waiting(KerasLayer layer, int number) {
    KerasCall call() {
      return layer.calls().get(number);
    }
  }

  /**
   * Adds a model.
   *
   * @param place the models that hold it, and itself as a layer of theirs; empty for the outermost
   * @param inputs what it is applied to
   * @return what it gives
   */
  List<View> read(KerasModel model, List<KerasLayer> place, List<View> inputs) throws IOException {
    Map<TensorRef, View> values = new HashMap<>();
    if (inputs.size() != model.inputs().size()) {
      throw new IOException(
          path(place) + " reads " + inputs.size() + " layers and takes " + model.inputs().size());
    }
    for (int i = 0; i < inputs.size(); i++) {
      values.put(model.inputs().get(i), inputs.get(i));
    }
    List<Waiting> waiting = new ArrayList<>();
    for (KerasLayer layer : model.layers()) {
      for (int i = 0; i < layer.calls().size(); i++) {
        waiting.add(new Waiting(layer, i));
      }
    }
    while (!waiting.isEmpty()) {
      List<Waiting> later = new ArrayList<>();
      for (Waiting next : waiting) {
        if (values.keySet().containsAll(next.call().tensors())) {
          apply(next, place, values);
        } else {
          later.add(next);
        }
      }
      if (later.size() == waiting.size()) {
        throw new IOException(unmet(later.get(0), values));
      }
      waiting = later;
    }
    return outputs(model, values);
  }

  private static String unmet(Waiting stuck, Map<TensorRef, View> values) {
    TensorRef missing =
        stuck.call().tensors().stream().filter(ref -> !values.containsKey(ref)).findFirst().get();
    return "layer "
        + stuck.layer().name()
        + " reads "
        + missing.layer()
        + ", which is not there, or reads it in turn";
  }

  private static List<View> outputs(KerasModel model, Map<TensorRef, View> values)
      throws IOException {
    List<View> outputs = new ArrayList<>();
    for (TensorRef output : model.outputs()) {
      View view = values.get(output);
      if (view == null) {
        throw new IOException("its output " + output.layer() + " is not there");
      }
      outputs.add(view);
    }
    return outputs;
  }

  private void apply(Waiting next, List<KerasLayer> place, Map<TensorRef, View> values)
      throws IOException {
    if (++calls > MOST_CALLS) {
      throw new IOException("its layers are applied more than " + MOST_CALLS + " times");
    }
    KerasLayer layer = next.layer();
    List<KerasLayer> path = new ArrayList<>(place);
    path.add(layer);
    List<View> inputs = new ArrayList<>();
    for (TensorRef ref : next.call().tensors()) {
      View value = values.get(ref);
      if (value == null) {
        throw new AssertionError(ref);
      }
      inputs.add(value);
    }
    List<View> outputs =
        layer.inner().isPresent()
            ? read(layer.inner().get(), path, inputs)
            : List.of(leaf(path, next.call(), inputs));
    for (int i = 0; i < outputs.size(); i++) {
      values.put(new TensorRef(layer.name(), next.number(), i), outputs.get(i));
    }
  }

  private View leaf(List<KerasLayer> path, KerasCall call, List<View> inputs) throws IOException {
    String name = graph.name(path(path));
    Optional<View> missing =
        inputs.stream().filter(in -> graph.refusal(in.node()).isPresent()).findFirst();
    if (missing.isPresent()) {
      String node = missing.get().node();
      return refused(name, "it needs " + node + ": " + graph.refusal(node).orElse(""));
    }
    try {
      return view(new Site(graph, arrays, path, keras, inputs, call, name));
    } catch (UnsupportedLayerException e) {
      return refused(name, "it " + e.getMessage());
    } catch (IllegalArgumentException | ArithmeticException e) { // numbers that do not fit
      throw graph.failure("layer " + name + ": " + e.getMessage());
    }
  }

  private View refused(String name, String reason) {
    return new View(graph.refuse(name, reason), new Shape(1, 1, 1), View.LAST);
  }

  private View view(Site site) throws IOException, UnsupportedLayerException {
    String type = site.layer().type();
    requireNoOptions(site.call());
    if (LayerTypes.IDLE.contains(type)) {
      return site.input();
    }
    AffineReader scaling = LayerTypes.AFFINE.get(type);
    Optional<Affine> affine = scaling == null ? Optional.empty() : scaling.read(site);
    if (affine.isPresent()) {
      return raw.scaled(site, affine.get());
    }
    LayerReader reader =
        LayerTypes.reader(type)
            .orElseThrow(
                () -> new UnsupportedLayerException("is a " + type + ", which is not supported"));
    Endings.check(site);
    List<View> inputs = site.inputs().stream().map(raw::read).toList();
    View out = reader.read(site.reading(inputs));
    if (LayerTypes.MOVING.contains(type)) {
      raw.moved(inputs, out);
    } else {
      raw.used(inputs);
    }
    return out;
  }

  private static void requireNoOptions(KerasCall call) throws UnsupportedLayerException {
    var options = call.options().entrySet().iterator();
    if (options.hasNext()) {
      var option = options.next();
      throw new UnsupportedLayerException(
          "is called with "
              + option.getKey()
              + " "
              + option.getValue()
              + ", which is not supported");
    }
  }

  private static String path(List<KerasLayer> place) {
    return String.join("/", place.stream().map(KerasLayer::name).toList());
  }
}
