package phosphene.network.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A layer of a Keras model's configuration.
 *
 * @param type Keras's name of the class
 * @param config its arguments
 * @param inputs names of the layers that it reads; empty for the input, and in a chain for the
 *     first
 */
record KerasLayer(String type, String name, JsonNode config, List<String> inputs) {
  // What changes nothing at inference, or is checked by the shapes of the arrays.
  private static final Set<String> IDLE =
      Set.of("name", "trainable", "dtype", "batch_input_shape", "batch_shape", "momentum", "seed");
  private static final Pattern TRAINING =
      Pattern.compile(".*_(initializer|regularizer|constraint)");

  KerasLayer {
    inputs = List.copyOf(inputs);
  }

  IOException refusal(String reason) {
    return new IOException("layer " + name + " " + reason);
  }

  /** Refuses arguments other than {@code known} that ask for anything. */
  void requireOnly(Set<String> known) throws IOException {
    for (var argument : config.properties()) {
      String key = argument.getKey();
      boolean idle = IDLE.contains(key) || TRAINING.matcher(key).matches();
      JsonNode value = argument.getValue();
      boolean nothing = value.isNull() || (value.isBoolean() && !value.booleanValue());
      if (!idle && !nothing && !known.contains(key)) {
        throw refusal("has " + key + " " + value + ", which is not supported");
      }
    }
  }

  /** The text of an argument, which must be one of {@code allowed}; the first if it is left out. */
  String choice(String key, List<String> allowed) throws IOException {
    JsonNode value = config.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return allowed.get(0);
    }
    if (!value.isTextual() || !allowed.contains(value.asText())) {
      String found = value.isTextual() ? value.asText() : value.toString();
      throw refusal(
          "has " + key + " " + found + " (supported: " + String.join(", ", allowed) + ")");
    }
    return value.asText();
  }

  /** Refuses a number other than {@code only}; one that is left out is that. */
  void requireNumber(String key, double only) throws IOException {
    JsonNode value = config.path(key);
    boolean absent = value.isMissingNode() || value.isNull();
    if (!absent && !(value.isNumber() && value.asDouble() == only)) {
      throw refusal("has " + key + " " + value + " (supported: " + (int) only + ")");
    }
  }

  /** Refuses an argument that is there. */
  void requireAbsent(String key) throws IOException {
    JsonNode value = config.path(key);
    if (!value.isMissingNode() && !value.isNull()) {
      throw refusal("has " + key + " " + value + " (supported: none)");
    }
  }

  /** A whole number of at least 1. */
  int count(String key) throws IOException {
    JsonNode value = config.path(key);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 1) {
      throw refusal("has " + key + " " + value + " (must be a whole number, at least 1)");
    }
    return value.asInt();
  }

  /** Two numbers, of rows and of columns, each at least 1; {@code otherwise} if left out. */
  int[] pair(String key, int... otherwise) throws IOException {
    JsonNode value = config.path(key);
    if (otherwise.length == 2 && (value.isMissingNode() || value.isNull())) {
      return otherwise;
    }
    if (value.size() != 2 || value.path(0).asInt() < 1 || value.path(1).asInt() < 1) {
      throw refusal("has " + key + " " + value + " (must be two numbers, at least 1)");
    }
    return new int[] {value.path(0).asInt(), value.path(1).asInt()};
  }

  boolean flag(String key) {
    return config.path(key).asBoolean(true);
  }
}
