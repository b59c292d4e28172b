package phosphene.network.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.spec.Normalization;
import phosphene.spec.Normalization.Order;
import phosphene.spec.Normalization.PerChannel;
import phosphene.spec.Normalization.Stated;
import phosphene.spec.SpecException;

/**
 * What the configurations of Hugging Face and timm say that lie beside a file of PyTorch or ONNX:
 * {@code preprocessor_config.json} and {@code config.json}. Other keys than those of the
 * preprocessing and of the names of classes are not looked at.
 *
 * @param normalization how the network wants its pixels; empty if they do not say
 * @param labels of the classes; none if they do not say
 */
public record ModelConfig(Optional<Normalization> normalization, List<String> labels) {
  private static final Logger LOG = LoggerFactory.getLogger(ModelConfig.class);
  private static final String PREPROCESSOR = "preprocessor_config.json";
  // ResNets of transformers that stride elsewhere.
  private static final List<String> STRIDES =
      List.of("downsample_in_bottleneck", "downsample_in_first_stage");
  // The nonlinearity that transformers' networks have unless they say otherwise.
  private static final Map<String, String> ACTIVATIONS =
      Map.of("resnet", "relu", "convnext", "gelu");
  // Python writes NaN and Infinity, which are no JSON, among settings of the training.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final String CONFIG = "config.json";
  private static final List<String> ENDS =
      List.of(".onnx", ".safetensors", ".safetensors.index.json");
  private static final long MOST_BYTES = 64 << 20;
  private static final double RANGE = 255;
  // What transformers calls classes that have no names.
  private static final String NAMELESS = "LABEL_0";

  public ModelConfig {
    labels = List.copyOf(labels);
  }

  /** The names of the files that are looked for beside a file; none if it is of another kind. */
  static List<String> beside(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDS.stream().anyMatch(name::endsWith) ? List.of(PREPROCESSOR, CONFIG) : List.of();
  }

  /**
   * What the configurations beside a file say. Names of classes that cannot be used are left out.
   *
   * @param asked what a job says of the pixels, which goes before
   * @throws SpecException if one that may say it cannot be read
   */
  public static ModelConfig of(Path file, Optional<Normalization> asked) {
    Optional<Normalization> normalization = asked;
    List<String> labels = List.of();
    for (String name : beside(file)) {
      Path config = file.resolveSibling(name);
      if (!Files.isRegularFile(config)) {
        continue;
      }
      try {
        JsonNode json = json(config);
        if (normalization.isEmpty()) {
          normalization = normalization(json);
        }
        labels = labels.isEmpty() ? named(config, json) : labels;
      } catch (IOException e) {
        if (normalization.isEmpty()) {
          throw refusal(config, e);
        }
        LOG.warn("No names of classes from {}: {}", config, WeightReader.reason(e));
      }
    }
    return new ModelConfig(normalization, labels);
  }

  private static SpecException refusal(Path config, IOException e) {
    return new SpecException(
        "Cannot read " + config + ", which lies beside the network: " + WeightReader.reason(e), e);
  }

  /**
   * What timm calls the network in the {@code config.json} beside a file; empty without. One of
   * transformers that strides in another place or has another nonlinearity has the same parameters,
   * and is called so.
   *
   * @throws SpecException if it cannot be read
   */
  public static Optional<String> architecture(Path file) {
    Path config = file.resolveSibling(CONFIG);
    if (beside(file).isEmpty() || !Files.isRegularFile(config)) {
      return Optional.empty();
    }
    try {
      JsonNode json = json(config);
      JsonNode name = json.path("architecture");
      return name.isTextual() ? Optional.of(name.asText()) : variant(json);
    } catch (IOException e) {
      throw refusal(config, e);
    }
  }

  /** A network of transformers that computes otherwise than its parameters tell. */
  private static Optional<String> variant(JsonNode json) {
    Optional<String> stride =
        STRIDES.stream().filter(key -> json.path(key).asBoolean(false)).findFirst();
    if (stride.isPresent()) {
      return Optional.of("a ResNet with " + stride.get());
    }
    String type = json.path("model_type").asText();
    String usual = ACTIVATIONS.getOrDefault(type, "");
    JsonNode activation = json.path("hidden_act");
    boolean other = activation.isTextual() && !activation.asText().equals(usual);
    return other && !usual.isEmpty()
        ? Optional.of("a " + type + " with hidden_act " + activation.asText())
        : Optional.empty();
  }

  /**
   * A network with this preprocessing, and with these names of classes if it has as many classes.
   *
   * @throws SpecException if the network does not have as many channels
   */
  public Network applied(Network network) {
    Architecture architecture = network.architecture();
    int channels = architecture.input().channels();
    Network seen =
        normalization
            .map(pixels -> network.with(Preprocessing.of(pixels, channels)))
            .orElse(network);
    boolean named = !labels.isEmpty() && architecture.classes().equals(Optional.of(labels.size()));
    return named ? seen.labelled(labels) : seen;
  }

  private static JsonNode json(Path config) throws IOException {
    if (Files.size(config) > MOST_BYTES) {
      throw new IOException("it is larger than 64 MiB");
    }
    try {
      return JSON.readTree(Files.readAllBytes(config));
    } catch (JsonProcessingException e) {
      throw new IOException("it is no valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static List<String> named(Path config, JsonNode json) {
    try {
      return LabelFile.in(json).filter(names -> !names.contains(NAMELESS)).orElse(List.of());
    } catch (IOException e) {
      LOG.warn("No names of classes from {}: {}", config, WeightReader.reason(e));
      return List.of();
    }
  }

  private static Optional<Normalization> normalization(JsonNode json) throws IOException {
    boolean asked = json.path("do_normalize").asBoolean(false);
    if (asked || json.has("image_mean") || json.has("image_std") || json.has("rescale_factor")) {
      return Optional.of(transformers(json));
    }
    // timm: at the top in old files, in the pretrained_cfg of new ones
    JsonNode timm = json.has("pretrained_cfg") ? json.path("pretrained_cfg") : json;
    if (timm.has("mean") && timm.has("std")) {
      return Optional.of(stated(numbers(timm, "mean"), numbers(timm, "std"), 1, Order.RGB));
    }
    return Optional.empty();
  }

  private static Normalization transformers(JsonNode json) throws IOException {
    double factor = json.path("rescale_factor").asDouble(1 / RANGE);
    boolean rescaled = json.path("do_rescale").asBoolean(true);
    double range = rescaled ? RANGE * factor : RANGE;
    // 1/255 is written as 0.00392156862745098, times 255 the 1 that was meant
    range = Math.abs(range - Math.rint(range)) < 1e-9 ? Math.rint(range) : range;
    boolean normalized = json.path("do_normalize").asBoolean(true);
    PerChannel mean = normalized ? numbers(json, "image_mean") : PerChannel.of(0);
    PerChannel std = normalized ? numbers(json, "image_std") : PerChannel.of(1);
    // 1 is subtracted before
    boolean lowered = rescaled && json.path("rescale_offset").asBoolean(false);
    PerChannel less =
        lowered
            ? new PerChannel(mean.form(), mean.values().stream().map(m -> m + 1).toList())
            : mean;
    boolean flipped = json.path("do_flip_channel_order").asBoolean(false);
    return stated(less, std, range, flipped ? Order.BGR : Order.RGB);
  }

  private static Normalization stated(PerChannel mean, PerChannel std, double range, Order order)
      throws IOException {
    try {
      return new Stated(mean, std, range, order);
    } catch (SpecException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static PerChannel numbers(JsonNode json, String key) throws IOException {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      throw new IOException("it normalizes and has no " + key + " (give preprocessing:)");
    }
    if (finite(value)) {
      return PerChannel.of(value.asDouble());
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonNode item : value) {
      if (!finite(item)) {
        throw new IOException(key + " holds " + item + " (must be a list of numbers)");
      }
      numbers.add(item.asDouble());
    }
    if (numbers.isEmpty()) {
      throw new IOException(key + " is " + value + " (must be a list of numbers)");
    }
    return PerChannel.of(numbers);
  }

  private static boolean finite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble());
  }
}
