package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An application of a layer.
 *
 * @param arguments tensors and numbers, in order
 * @param options what else it is called with, by name, that may ask for something
 */
record KerasCall(List<Argument> arguments, Map<String, JsonNode> options) {
  KerasCall {
    arguments = List.copyOf(arguments);
    options = Map.copyOf(new TreeMap<>(options));
  }

  /**
   * What a layer is applied to.
   *
   * @param tensor empty of a number
   * @param number 0 of a tensor
   */
  record Argument(Optional<TensorRef> tensor, double number) {
    static Argument of(TensorRef tensor) {
      return new Argument(Optional.of(tensor), 0);
    }

    static Argument of(double number) {
      return new Argument(Optional.empty(), number);
    }
  }

  static KerasCall of(TensorRef tensor) {
    return new KerasCall(List.of(Argument.of(tensor)), Map.of());
  }

  /** The tensors alone. */
  List<TensorRef> tensors() {
    return arguments.stream().flatMap(argument -> argument.tensor().stream()).toList();
  }
}
