package phosphene.network.read.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The reader of a model's configuration, JSON as Keras 2 and Keras 3 write it. */
final class KerasConfig {
  static final Set<String> MODELS = Set.of("Sequential", "Functional", "Model");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEEPEST = 32;
  private static final int MOST_LAYERS = 5_000;

  private int layers;

  private KerasConfig() {}

  /** Reads the JSON; its failures do not name the file. */
  static KerasModel parse(String json) throws IOException {
    JsonNode model = tree(json);
    String type = model.path("class_name").asText();
    if (!MODELS.contains(type)) {
      throw new IOException(
          "its configuration is of a "
              + (type.isEmpty() ? "nameless class" : type)
              + " (must be of a Sequential or Functional model; a subclassed one can be exported to"
              + " ONNX)");
    }
    return new KerasConfig().model(model, 0);
  }

  /** The version of Keras in the metadata of an archive; empty if there is none. */
  static String version(String metadata) throws IOException {
    return tree(metadata).path("keras_version").asText();
  }

  private static JsonNode tree(String json) throws IOException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("its configuration is damaged: " + e.getOriginalMessage(), e);
    }
  }

  private KerasModel model(JsonNode model, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("its configuration has models within models, " + depth + " deep");
    }
    JsonNode config = model.path("config");
    JsonNode found = config.isArray() ? config : config.path("layers");
    if (!found.isArray() || found.isEmpty()) {
      throw new IOException("its configuration names no layers");
    }
    return model.path("class_name").asText().equals("Sequential")
        ? chain(found, config, depth)
        : graph(found, config, depth);
  }

  /** A chain: each layer reads the one before; the first one's input may be left to it. */
  private KerasModel chain(JsonNode found, JsonNode config, int depth) throws IOException {
    List<KerasLayer> chain = new ArrayList<>();
    JsonNode first = found.path(0);
    if (!first.path("class_name").asText().equals("InputLayer")) {
      String name = config.path("name").asText("model") + "_input";
      chain.add(
          new KerasLayer("InputLayer", name, size(first, config), List.of(), Optional.empty(), 0));
    }
    Map<String, Integer> twins = new HashMap<>();
    for (JsonNode layer : found) {
      List<KerasCall> calls =
          chain.isEmpty() ? List.of() : List.of(KerasCall.of(output(chain.get(chain.size() - 1))));
      chain.add(layer(layer, calls, twins, depth));
    }
    requireNames(chain);
    return new KerasModel(
        chain, List.of(output(chain.get(0))), List.of(output(chain.get(chain.size() - 1))));
  }

  /** The size of a chain's input where the first layer, or the chain itself, says it. */
  private static ObjectNode size(JsonNode first, JsonNode config) {
    ObjectNode size = JsonNodeFactory.instance.objectNode();
    for (JsonNode shape :
        List.of(
            first.path("config").path("batch_input_shape"),
            first.path("config").path("batch_shape"),
            config.path("build_input_shape"),
            first.path("build_config").path("input_shape"))) {
      if (shape.isArray()) {
        return size.set("batch_shape", shape);
      }
    }
    return size;
  }

  private static TensorRef output(KerasLayer layer) {
    return new TensorRef(layer.name(), 0, 0);
  }

  private KerasModel graph(JsonNode found, JsonNode config, int depth) throws IOException {
    List<KerasLayer> graph = new ArrayList<>();
    Map<String, Integer> twins = new HashMap<>();
    for (JsonNode layer : found) {
      List<KerasCall> calls = KerasCalls.read(name(layer), layer.path("inbound_nodes"));
      graph.add(layer(layer, calls, twins, depth));
    }
    requireNames(graph);
    return new KerasModel(
        graph,
        KerasCalls.tensors(config.path("input_layers")),
        KerasCalls.tensors(config.path("output_layers")));
  }

  private KerasLayer layer(
      JsonNode layer, List<KerasCall> calls, Map<String, Integer> twins, int depth)
      throws IOException {
    if (++layers > MOST_LAYERS) {
      throw new IOException("its configuration has more than " + MOST_LAYERS + " layers");
    }
    String type = layer.path("class_name").asText();
    Optional<KerasModel> inner =
        MODELS.contains(type) ? Optional.of(model(layer, depth + 1)) : Optional.empty();
    int before = twins.merge(type, 1, Integer::sum) - 1;
    return new KerasLayer(type, name(layer), layer.path("config"), calls, inner, before);
  }

  private static String name(JsonNode layer) throws IOException {
    String name = layer.path("config").path("name").asText(layer.path("name").asText());
    if (name.isEmpty()) {
      throw new IOException("its configuration has a layer without a name");
    }
    return name;
  }

  private static void requireNames(List<KerasLayer> layers) throws IOException {
    Set<String> names = new HashSet<>();
    for (KerasLayer layer : layers) {
      if (!names.add(layer.name())) {
        throw new IOException("its configuration has two layers named " + layer.name());
      }
    }
  }
}
