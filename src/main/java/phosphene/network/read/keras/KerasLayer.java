package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A layer of a model's configuration.
 *
 * @param type Keras's name of the class
 * @param config its arguments
 * @param calls its applications; empty for an input
 * @param inner its layers if it is a model
 * @param twins how many layers of the same class come before it
 */
record KerasLayer(
    String type,
    String name,
    JsonNode config,
    List<KerasCall> calls,
    Optional<KerasModel> inner,
    int twins) {
  KerasLayer {
    calls = List.copyOf(calls);
  }

  /** The name of the class as numbered weights have it: {@code p_re_lu} of PReLU. */
  String storedType() {
    return type.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
