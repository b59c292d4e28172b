package phosphene.network.read.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Celu;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Elu;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.LeakyRelu;

/** The nonlinearities that Keras knows by name. */
final class Nonlinearity {
  private static final String SOFTMAX = "softmax";
  private static final String HARD_SIGMOID = "hard_sigmoid";
  private static final Map<String, Activation> KNOWN =
      Map.ofEntries(
          Map.entry("linear", Elementary.NONE),
          Map.entry("relu", Elementary.RELU),
          Map.entry("relu6", Clip.RELU6),
          Map.entry("leaky_relu", new LeakyRelu(0.2)), // Keras 3's default as a function
          Map.entry("elu", new Elu(1)),
          Map.entry("celu", new Celu(1)),
          Map.entry("selu", Elementary.SELU),
          Map.entry("silu", Elementary.SILU),
          Map.entry("swish", Elementary.SILU),
          Map.entry("hard_silu", Elementary.HARD_SWISH),
          Map.entry("hard_swish", Elementary.HARD_SWISH),
          Map.entry("sigmoid", Elementary.SIGMOID),
          Map.entry("log_sigmoid", Elementary.LOG_SIGMOID),
          Map.entry("tanh", Elementary.TANH),
          Map.entry("hard_tanh", new Clip(-1, 1)),
          Map.entry("gelu", Elementary.GELU),
          Map.entry("mish", Elementary.MISH),
          Map.entry("softplus", Elementary.SOFTPLUS),
          Map.entry("softsign", Elementary.SOFTSIGN),
          Map.entry("exponential", Elementary.EXP));

  private Nonlinearity() {}

  /** True of a softmax, which is no function of one value. */
  static boolean isSoftmax(JsonNode activation) throws UnsupportedLayerException {
    return name(activation).equals(SOFTMAX);
  }

  /** The function of an argument {@code activation}. */
  static Activation of(JsonNode activation, int keras) throws UnsupportedLayerException {
    String name = name(activation);
    if (isKnown(name)) {
      return named(name, keras);
    }
    String type = activation.path("class_name").asText();
    if (!type.isEmpty() && LayerTypes.FUNCTIONS.containsKey(type)) {
      return LayerTypes.function(type, new Arguments(activation.path("config")));
    }
    throw new UnsupportedLayerException(
        "has activation "
            + (name.isEmpty() ? activation : name)
            + ", which is not supported (supported: "
            + String.join(", ", KNOWN.keySet().stream().sorted().toList())
            + ", hard_sigmoid, softmax)");
  }

  /** True of a name that {@link #named} takes. */
  static boolean isKnown(String name) {
    return KNOWN.containsKey(name) || name.equals(HARD_SIGMOID);
  }

  /** The function of that name in a version of Keras. */
  static Activation named(String name, int keras) {
    if (name.equals(HARD_SIGMOID)) {
      return keras == 2 ? new HardSigmoid(0.2, 0.5) : new HardSigmoid(1.0 / 6, 0.5);
    }
    Activation known = KNOWN.get(name);
    if (known == null) {
      throw new AssertionError(name);
    }
    return known;
  }

  /** The name: plain, or of a function as Keras 3 writes it; empty if there is none. */
  private static String name(JsonNode activation) {
    if (activation.isMissingNode() || activation.isNull()) {
      return "linear";
    }
    if (activation.isTextual()) {
      return activation.asText();
    }
    JsonNode function = activation.path("config");
    return activation.path("class_name").asText().equals("function") && function.isTextual()
        ? function.asText()
        : "";
  }
}
