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
   * @param tensor empty of numbers
   * @param numbers empty of a tensor
   */
  record Argument(Optional<TensorRef> tensor, List<Double> numbers) {
    Argument {
      numbers = List.copyOf(numbers);
    }

    static Argument of(TensorRef tensor) {
      return new Argument(Optional.of(tensor), List.of());
    }

    static Argument of(List<Double> numbers) {
      return new Argument(Optional.empty(), numbers);
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
