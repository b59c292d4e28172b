package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import phosphene.network.Extent;

/**
 * The arguments of a layer, as its configuration has them. What is asked for and not known is
 * refused.
 */
record Arguments(JsonNode config) {
  // What changes nothing at inference, or is checked by the shapes of the arrays.
  private static final Set<String> IDLE =
      Set.of(
          "name",
          "trainable",
          "dtype",
          "batch_input_shape",
          "batch_shape",
          "input_shape",
          "momentum",
          "seed",
          "autocast",
          "implementation",
          "noise_shape");
  private static final Pattern TRAINING =
      Pattern.compile(".*_(initializer|regularizer|constraint)");

  /** Refuses arguments other than {@code known} that ask for anything. */
  void requireOnly(String... known) throws UnsupportedLayerException {
    Set<String> names = Set.of(known);
    for (var argument : config.properties()) {
      String key = argument.getKey();
      JsonNode value = argument.getValue();
      boolean nothing = value.isNull() || (value.isBoolean() && !value.booleanValue());
      boolean idle = IDLE.contains(key) || TRAINING.matcher(key).matches();
      if (!idle && !nothing && !names.contains(key)) {
        throw new UnsupportedLayerException(
            "has " + key + " " + value + ", which is not supported");
      }
    }
    requireFloats();
  }

  /** Refuses quantized and whole numbers. */
  private void requireFloats() throws UnsupportedLayerException {
    JsonNode dtype = config.path("dtype");
    JsonNode inner = dtype.path("config");
    String name = dtype.isObject() ? inner.path("name").asText() : dtype.asText();
    if (name.contains("int") || name.contains("_from_") || name.contains("complex")) {
      throw new UnsupportedLayerException(
          "has dtype " + name + " (must be of floating-point numbers)");
    }
  }

  JsonNode get(String key) {
    return config.path(key);
  }

  boolean has(String key) {
    JsonNode value = config.path(key);
    return !value.isMissingNode() && !value.isNull();
  }

  /** A yes or no; yes if it is left out. */
  boolean flag(String key) {
    return config.path(key).asBoolean(true);
  }

  /** True only if it is there and says so. */
  boolean asked(String key) {
    return config.path(key).asBoolean(false);
  }

  /** The text of an argument, which must be one of {@code allowed}; the first if it is left out. */
  String choice(String key, String... allowed) throws UnsupportedLayerException {
    JsonNode value = config.path(key);
    if (!has(key)) {
      return allowed[0];
    }
    if (!value.isTextual() || !List.of(allowed).contains(value.asText())) {
      String found = value.isTextual() ? value.asText() : value.toString();
      throw new UnsupportedLayerException(
          "has " + key + " " + found + " (supported: " + String.join(", ", allowed) + ")");
    }
    return value.asText();
  }

  /** True if the channels are the first axis after the batch. */
  boolean channelsFirst() throws UnsupportedLayerException {
    return choice("data_format", "channels_last", "channels_first").equals("channels_first");
  }

  /** A whole number of at least {@code least}. */
  int count(String key, int least) throws UnsupportedLayerException {
    JsonNode value = config.path(key);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < least) {
      throw new UnsupportedLayerException(
          "has " + key + " " + value + " (must be a whole number, at least " + least + ")");
    }
    return value.asInt();
  }

  /** A whole number; {@code otherwise} if it is left out. */
  int countOr(String key, int otherwise) throws UnsupportedLayerException {
    return has(key) ? count(key, 1) : otherwise;
  }

  /** A whole number of any sign, or a list of one; {@code otherwise} if it is left out. */
  int wholeOr(String key, int otherwise) throws UnsupportedLayerException {
    List<Integer> wholes = wholes(key, List.of(otherwise));
    if (wholes.size() != 1) {
      throw new UnsupportedLayerException("has " + key + " " + get(key) + " (supported: one)");
    }
    return wholes.get(0);
  }

  /** A number; {@code otherwise} if it is left out. */
  double number(String key, double otherwise) throws UnsupportedLayerException {
    JsonNode value = config.path(key);
    if (!has(key)) {
      return otherwise;
    }
    Optional<Double> number = number(value);
    if (number.isEmpty()) {
      throw new UnsupportedLayerException("has " + key + " " + value + " (must be a number)");
    }
    return number.get();
  }

  /** A number, plain or as Keras 3 writes arrays of one: {@code {"value": 0.1}}. */
  private static Optional<Double> number(JsonNode value) {
    JsonNode inner = value.path("config").path("value");
    JsonNode found = value.isNumber() ? value : inner;
    return found.isNumber() && Double.isFinite(found.doubleValue())
        ? Optional.of(found.doubleValue())
        : Optional.empty();
  }

  /** One number, or several; empty if left out. */
  List<Double> numbers(String key) throws UnsupportedLayerException {
    JsonNode value = config.path(key);
    if (!has(key)) {
      return List.of();
    }
    JsonNode list = value.path("config").path("value");
    List<Double> numbers = new ArrayList<>();
    flatten(list.isMissingNode() ? value : list, numbers, key);
    return numbers;
  }

  private static void flatten(JsonNode value, List<Double> numbers, String key)
      throws UnsupportedLayerException {
    if (value.isArray()) {
      for (JsonNode each : value) {
        flatten(each, numbers, key);
      }
    } else if (value.isNumber()) {
      numbers.add(value.doubleValue());
    } else {
      throw new UnsupportedLayerException("has " + key + " " + value + " (must be numbers)");
    }
  }

  /** Whole numbers: one, or a list; {@code otherwise} if left out. */
  List<Integer> wholes(String key, List<Integer> otherwise) throws UnsupportedLayerException {
    JsonNode value = config.path(key);
    if (!has(key)) {
      return otherwise;
    }
    List<Integer> wholes = new ArrayList<>();
    for (JsonNode each : value.isArray() ? value : List.of(value)) {
      if (!each.isIntegralNumber() || !each.canConvertToInt()) {
        throw new UnsupportedLayerException(
            "has " + key + " " + value + " (must be whole numbers)");
      }
      wholes.add(each.asInt());
    }
    return wholes;
  }

  /** Rows and columns, as two numbers or one for both; {@code otherwise} if left out. */
  Extent pair(String key, int least, Optional<Extent> otherwise) throws UnsupportedLayerException {
    if (otherwise.isPresent() && !has(key)) {
      return otherwise.get();
    }
    List<Integer> sides = wholes(key, List.of());
    boolean one = sides.size() == 1 && !get(key).isArray();
    if (!(one || sides.size() == 2) || sides.stream().anyMatch(side -> side < least)) {
      throw new UnsupportedLayerException(
          "has " + key + " " + get(key) + " (must be two numbers, at least " + least + ")");
    }
    return new Extent(sides.get(0), sides.get(sides.size() - 1));
  }

  /** Rows above and below, columns left and right: one number, two, or two of two. */
  List<Integer> sides(String key) throws UnsupportedLayerException {
    JsonNode value = config.path(key);
    List<Integer> sides = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      JsonNode of = value.isArray() ? value.path(i / 2) : value;
      JsonNode side = of.isArray() ? of.path(i % 2) : of;
      if (!side.isIntegralNumber() || !side.canConvertToInt() || side.asInt() < 0) {
        throw new UnsupportedLayerException(
            "has " + key + " " + value + " (must be of whole numbers, at least 0)");
      }
      sides.add(side.asInt());
    }
    return sides;
  }
}
