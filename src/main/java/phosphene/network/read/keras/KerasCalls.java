package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import phosphene.network.read.keras.KerasCall.Argument;

/** The reader of the connections of a configuration: {@code inbound_nodes} and its kin. */
final class KerasCalls {
  // How Keras 2 names what is no tensor.
  private static final String CONSTANT = "_CONSTANT_VALUE";
  // The names under which operators take what else they combine.
  private static final Set<String> OPERANDS = Set.of("x", "y", "x1", "x2", "inputs");

  private final String layer;
  private final List<Argument> arguments = new ArrayList<>();
  private final Map<String, JsonNode> options = new TreeMap<>();

  private KerasCalls(String layer) {
    this.layer = layer;
  }

  /** The applications of a layer. */
  static List<KerasCall> read(String layer, JsonNode calls) throws IOException {
    List<KerasCall> read = new ArrayList<>();
    for (JsonNode call : calls) {
      KerasCalls reader = new KerasCalls(layer);
      if (call.isArray()) {
        reader.second(call);
      } else {
        reader.third(call);
      }
      read.add(new KerasCall(reader.arguments, reader.options));
    }
    return read;
  }

  /** The tensors of a list such as {@code input_layers}: one, or several, or a dictionary. */
  static List<TensorRef> tensors(JsonNode list) {
    List<TensorRef> tensors = new ArrayList<>();
    if (isTensor(list)) {
      tensors.add(tensor(list));
    } else {
      list.forEach(each -> tensors.addAll(tensors(each)));
    }
    return tensors;
  }

  /** As Keras 2: {@code [["layer", 0, 0, {options}], ...]}. */
  private void second(JsonNode call) throws IOException {
    List<JsonNode> inputs = new ArrayList<>();
    if (isTensor(call)) {
      inputs.add(call);
    } else {
      call.forEach(inputs::add);
    }
    for (JsonNode input : inputs) {
      if (input.path(0).asText().equals(CONSTANT) && areNumbers(input.path(2))) {
        arguments.add(Argument.of(numbers(input.path(2))));
      } else if (isTensor(input)) {
        arguments.add(Argument.of(tensor(input)));
      } else {
        throw unreadable(input);
      }
      options(input.path(3));
    }
  }

  /** As Keras 3: {@code {"args": [...], "kwargs": {...}}}. */
  private void third(JsonNode call) throws IOException {
    arguments(call.path("args"));
    options(call.path("kwargs"));
  }

  private void arguments(JsonNode value) throws IOException {
    if (value.isArray() && !isTensor(value) && !areNumbers(value)) {
      for (JsonNode each : value) {
        arguments(each);
      }
    } else if (!operand(value) && !value.isNull()) {
      throw unreadable(value);
    }
  }

  /** Takes a tensor or a number; false if it is neither. */
  private boolean operand(JsonNode value) {
    JsonNode history = value.path("config").path("keras_history");
    if (isTensor(history)) {
      arguments.add(Argument.of(tensor(history)));
    } else if (isTensor(value)) {
      arguments.add(Argument.of(tensor(value)));
    } else if (areNumbers(value)) {
      arguments.add(Argument.of(numbers(value)));
    } else {
      return false;
    }
    return true;
  }

  private void options(JsonNode named) {
    for (var option : named.properties()) {
      JsonNode value = option.getValue();
      boolean nothing = value.isNull() || (value.isBoolean() && !value.booleanValue());
      if (!nothing && !(OPERANDS.contains(option.getKey()) && operand(value))) {
        options.put(option.getKey(), value);
      }
    }
  }

  private IOException unreadable(JsonNode value) {
    return new IOException("layer " + layer + " reads " + value + ", which is not supported");
  }

  private static boolean areNumbers(JsonNode value) {
    return value.isNumber() || (!value.isEmpty() && numbers(value).size() == value.size());
  }

  private static List<Double> numbers(JsonNode value) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode each : value.isArray() ? value : List.of(value)) {
      if (each.isNumber()) {
        numbers.add(each.doubleValue());
      }
    }
    return numbers;
  }

  private static boolean isTensor(JsonNode value) {
    return value.isArray()
        && value.path(0).isTextual()
        && value.path(1).isInt()
        && value.path(2).isInt();
  }

  private static TensorRef tensor(JsonNode value) {
    return new TensorRef(value.path(0).asText(), value.path(1).asInt(), value.path(2).asInt());
  }
}
