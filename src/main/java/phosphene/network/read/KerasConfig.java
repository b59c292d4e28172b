package phosphene.network.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of a Keras model, which Keras writes as JSON into the attribute {@code
 * model_config} of its file: layers in the order in which they are computed.
 *
 * @param sequential true if each layer reads the one before it
 */
record KerasConfig(boolean sequential, List<KerasLayer> layers) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  KerasConfig {
    layers = List.copyOf(layers);
  }

  /** Reads the JSON; its failures do not name the file. */
  static KerasConfig parse(String json) throws IOException {
    JsonNode model;
    try {
      model = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("its configuration is damaged: " + e.getOriginalMessage(), e);
    }
    JsonNode layers = model.path("config").isArray() ? model.path("config") : layers(model);
    if (!layers.isArray()) {
      throw new IOException("its configuration names no layers");
    }
    return switch (model.path("class_name").asText()) {
      case "Sequential" -> new KerasConfig(true, chain(layers));
      case "Functional", "Model" -> new KerasConfig(false, graph(layers));
      default ->
          throw new IOException(
              "its configuration is of a "
                  + model.path("class_name").asText()
                  + " (must be of a Sequential or Functional model)");
    };
  }

  private static JsonNode layers(JsonNode model) {
    return model.path("config").path("layers");
  }

  private static List<KerasLayer> chain(JsonNode layers) throws IOException {
    List<KerasLayer> chain = new ArrayList<>();
    for (JsonNode layer : layers) {
      List<String> before =
          chain.isEmpty() ? List.of() : List.of(chain.get(chain.size() - 1).name());
      chain.add(layer(layer, before));
    }
    return chain;
  }

  private static List<KerasLayer> graph(JsonNode layers) throws IOException {
    List<KerasLayer> graph = new ArrayList<>();
    for (JsonNode layer : layers) {
      JsonNode calls = layer.path("inbound_nodes");
      String name = name(layer);
      if (calls.size() > 1) {
        throw new IOException(
            "layer " + name + " is applied " + calls.size() + " times (once is supported)");
      }
      graph.add(layer(layer, calls.isEmpty() ? List.of() : inputs(name, calls.get(0))));
    }
    return graph;
  }

  private static KerasLayer layer(JsonNode layer, List<String> inputs) throws IOException {
    return new KerasLayer(
        layer.path("class_name").asText(), name(layer), layer.path("config"), inputs);
  }

  private static String name(JsonNode layer) throws IOException {
    String name = layer.path("config").path("name").asText(layer.path("name").asText());
    if (name.isEmpty()) {
      throw new IOException("its configuration has a layer without a name");
    }
    return name;
  }

  /** What a layer reads, in the form of Keras 2, or of Keras 3 with arguments by place and name. */
  private static List<String> inputs(String layer, JsonNode call) throws IOException {
    List<String> inputs = new ArrayList<>();
    if (call.isArray()) {
      for (JsonNode input : call) {
        requireInference(layer, input.path(3));
        inputs.add(input.path(0).asText());
      }
    } else {
      requireInference(layer, call.path("kwargs"));
      JsonNode arguments = call.path("args");
      JsonNode tensors = arguments.path(0).isArray() ? arguments.path(0) : arguments;
      for (JsonNode tensor : tensors) {
        inputs.add(tensor.path("config").path("keras_history").path(0).asText());
      }
    }
    return inputs;
  }

  /** Refuses arguments of a call but those of a call that does not train. */
  private static void requireInference(String layer, JsonNode arguments) throws IOException {
    for (var argument : arguments.properties()) {
      boolean known = argument.getKey().equals("training") || argument.getKey().equals("mask");
      if (!known || argument.getValue().asBoolean() || argument.getValue().isContainerNode()) {
        throw new IOException(
            "layer "
                + layer
                + " is called with "
                + argument.getKey()
                + " "
                + argument.getValue()
                + ", which is not supported");
      }
    }
  }
}
