package phosphene.network.read.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import phosphene.network.Preprocessing;
import phosphene.spec.SpecException;

/**
 * What the configuration files of Hugging Face say of the network beside them: {@code config.json}
 * (of transformers or timm) and {@code preprocessor_config.json}.
 *
 * @param architecture the name that timm gives the network, such as {@code tf_efficientnet_b0}
 * @param preprocessing how pixels become the network's input
 * @param labels class names in the order of the logits; empty if there are none
 * @param files those that were read: they belong to the network
 */
public record ModelConfig(
    Optional<String> architecture,
    Optional<Preprocessing> preprocessing,
    List<String> labels,
    List<Path> files) {
  private static final String CONFIG = "config.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final long LARGEST = 16_000_000; // 21,000 labels are 1 MB
  private static final int WHITE = 255;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public ModelConfig {
    labels = List.copyOf(labels);
    files = List.copyOf(files);
  }

  /**
   * The configuration in the folder of {@code model}; without files if there is none.
   *
   * @throws SpecException naming the file and the member that does not hold
   */
  public static ModelConfig beside(Path model) {
    List<Path> files =
        Stream.of(CONFIG, PREPROCESSOR).map(model::resolveSibling).filter(Files::isRegularFile).toList();
    JsonNode config = JSON.createObjectNode();
    JsonNode pixels = config;
    for (Path file : files) {
      if (file.endsWith(CONFIG)) {
        config = read(file);
      } else {
        pixels = read(file);
      }
    }
    try {
      return of(config, pixels, files);
    } catch (IOException e) {
      throw new SpecException("Cannot read the configuration beside " + model + ": " + e.getMessage(), e);
    }
  }

  private static ModelConfig of(JsonNode config, JsonNode pixels, List<Path> files)
      throws IOException {
    JsonNode timm = config.has("pretrained_cfg") ? config.path("pretrained_cfg") : config;
    String name = config.path("architecture").asText();
    return new ModelConfig(
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        pixels.isEmpty() ? timm(timm) : transformers(pixels),
        labels(config),
        files);
  }

  private static JsonNode read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new SpecException("Cannot read " + file + ": it is larger than " + LARGEST + " bytes");
      }
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw new SpecException("Cannot read " + file + ": it is no JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new SpecException("Cannot read " + file + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new SpecException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** timm: the input is in 0..1 before the mean is subtracted. */
  private static Optional<Preprocessing> timm(JsonNode config) throws IOException {
    if (!config.has("mean") && !config.has("std")) {
      return Optional.empty();
    }
    return Optional.of(
        normalized(Preprocessing.unit(), 1, numbers(config, "mean"), numbers(config, "std")));
  }

  private static Optional<Preprocessing> transformers(JsonNode pixels) throws IOException {
    double factor = 1; // of 0..1
    if (!pixels.path("do_rescale").asBoolean(true)) {
      factor = WHITE;
    } else if (pixels.has("rescale_factor")) {
      factor = WHITE * number("rescale_factor", pixels.path("rescale_factor"));
    }
    Preprocessing colors = Preprocessing.unit();
    if (pixels.path("do_flip_channel_order").asBoolean(false)) {
      colors = new Preprocessing(List.of(2, 1, 0), colors.scale(), colors.mean());
    }
    boolean normalizes = pixels.path("do_normalize").asBoolean(pixels.has("image_mean"));
    return Optional.of(
        normalizes
            ? normalized(
                colors, factor, numbers(pixels, "image_mean"), numbers(pixels, "image_std"))
            : normalized(colors, factor, List.of(0.0), List.of(1.0)));
  }

  /** (colors * factor - mean) / deviation; one mean of several channels is that of each. */
  private static Preprocessing normalized(
      Preprocessing colors, double factor, List<Double> mean, List<Double> deviation)
      throws IOException {
    int channels = Math.max(mean.size(), deviation.size());
    if (channels != 1 && channels != Preprocessing.COLORS) {
      throw new IOException("mean " + mean + " and deviation " + deviation + " must be of 3 colors");
    }
    List<Double> factors = new ArrayList<>();
    List<Double> less = new ArrayList<>();
    for (int c = 0; c < Preprocessing.COLORS; c++) {
      int color = colors.order().get(c);
      double divisor = deviation.get(deviation.size() == 1 ? 0 : color);
      if (!(divisor > 0) || !(factor > 0)) {
        throw new IOException("deviation " + deviation + " and factor " + factor + " must be above 0");
      }
      factors.add(factor / divisor);
      less.add(mean.get(mean.size() == 1 ? 0 : color) / divisor);
    }
    return colors.then(factors, less);
  }

  private static List<Double> numbers(JsonNode config, String key) throws IOException {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode each : config.path(key)) {
      numbers.add(number(key, each));
    }
    if (numbers.isEmpty()) {
      String found = config.has(key) ? config.path(key).toString() : "missing";
      throw new IOException(key + " is " + found + " (must be a list of numbers)");
    }
    return numbers;
  }

  private static double number(String key, JsonNode value) throws IOException {
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw new IOException(key + " holds " + value + " (must be a number)");
    }
    return value.asDouble();
  }

  /** transformers: {@code id2label}, by number; timm: {@code label_names}, in order. */
  private static List<String> labels(JsonNode config) throws IOException {
    List<String> labels = new ArrayList<>();
    JsonNode numbered = config.path("id2label");
    for (int i = 0; i < numbered.size(); i++) {
      labels.add(label(numbered.path(String.valueOf(i)), i));
    }
    if (labels.isEmpty()) {
      JsonNode descriptions = config.path("label_descriptions");
      for (JsonNode name : config.path("label_names")) {
        labels.add(label(descriptions.has(name.asText()) ? descriptions.path(name.asText()) : name, labels.size()));
      }
    }
    return labels;
  }

  private static String label(JsonNode label, int number) throws IOException {
    if (!label.isTextual() || label.asText().isBlank()) {
      throw new IOException("the name of class " + number + " is missing");
    }
    return label.asText().strip();
  }
}
