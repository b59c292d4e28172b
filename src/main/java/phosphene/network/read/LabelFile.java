package phosphene.network.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import phosphene.spec.SpecException;

/**
 * The names of a network's classes in a file: a line each; or JSON: a list of names, names by their
 * numbers ({@code {"0": "tench"}}, {@code {"0": ["n01440764", "tench"]}}), numbers by their names
 * ({@code {"tench": 0}}), or one of these under {@code id2label} or {@code label_names}, as in the
 * config.json of Hugging Face and timm.
 */
public final class LabelFile {
  private static final long MOST_BYTES = 64 << 20; // a million names
  private static final int MOST_LETTERS = 1000;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  // WordNet's numbers, which lists of ImageNet's classes often begin their lines with.
  private static final Pattern SYNSET = Pattern.compile("n[0-9]{8}[\\s,:]+(.+)");
  private static final List<String> KEYS = List.of("id2label", "label_names");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private LabelFile() {}

  /**
   * The names in their order.
   *
   * @throws SpecException if the file cannot be read, or holds no names
   */
  public static List<String> read(Path path) {
    try {
      String text = text(path);
      boolean json = text.stripLeading().matches("(?s)[\\[{].*");
      List<String> labels = json ? of(JSON.readTree(text)) : lines(text);
      if (labels.isEmpty()) {
        throw new IOException("it holds no names");
      }
      return checked(labels);
    } catch (JsonProcessingException e) {
      throw refusal(path, "it is no valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw refusal(path, WeightReader.reason(e), e);
    }
  }

  private static SpecException refusal(Path path, String reason, IOException e) {
    return new SpecException("Cannot read labels " + path + ": " + reason, e);
  }

  private static String text(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a folder");
    }
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException("it is larger than 64 MiB");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("it is no text in UTF-8", e);
    }
  }

  private static List<String> lines(String text) throws IOException {
    List<String> lines = text.stripTrailing().lines().map(String::strip).toList();
    int hole = lines.indexOf("");
    if (hole >= 0) {
      throw new IOException("line " + (hole + 1) + " is empty, but each class has a line");
    }
    boolean numbered = lines.stream().allMatch(line -> SYNSET.matcher(line).matches());
    return numbered
        ? lines.stream().map(line -> SYNSET.matcher(line).replaceFirst("$1")).toList()
        : lines;
  }

  /** The names in the config.json of a network; empty if it has none. */
  static Optional<List<String>> in(JsonNode config) throws IOException {
    for (String key : KEYS) {
      if (config.path(key).isContainerNode() && !config.path(key).isEmpty()) {
        return Optional.of(checked(of(config.path(key))));
      }
    }
    return Optional.empty();
  }

  private static List<String> of(JsonNode json) throws IOException {
    for (String key : KEYS) {
      if (json.isObject() && json.has(key)) {
        return of(json.path(key));
      }
    }
    if (json.isArray()) {
      List<String> names = new ArrayList<>();
      for (JsonNode item : json) {
        names.add(name(item, names.size()));
      }
      return names;
    }
    if (json.isObject() && !json.isEmpty()) {
      return numbered(json);
    }
    throw new IOException("it holds no names (must be a list, or names by their numbers)");
  }

  private static List<String> numbered(JsonNode json) throws IOException {
    TreeMap<Integer, String> names = new TreeMap<>();
    for (var entry : json.properties()) {
      boolean backwards = entry.getValue().isInt() && !NUMBER.matcher(entry.getKey()).matches();
      String number = backwards ? entry.getValue().asText() : entry.getKey();
      if (!NUMBER.matcher(number).matches()) {
        throw new IOException(
            "\"" + entry.getKey() + "\" has no class number (must be such as {\"0\": \"tench\"})");
      }
      int index = Integer.parseInt(number);
      String name = backwards ? entry.getKey() : name(entry.getValue(), index);
      if (names.put(index, name) != null) {
        throw new IOException("class " + index + " has two names");
      }
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.containsKey(i)) {
        throw new IOException("class " + i + " has no name");
      }
    }
    return List.copyOf(names.values());
  }

  /** A name, or the last of several, as Keras writes them after WordNet's number. */
  private static String name(JsonNode item, int index) throws IOException {
    JsonNode last = item.isArray() && !item.isEmpty() ? item.path(item.size() - 1) : item;
    if (!last.isTextual()) {
      throw new IOException(
          "the name of class " + index + " is no text: " + brief(last.toString()));
    }
    return last.asText();
  }

  private static List<String> checked(List<String> labels) throws IOException {
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      if (label.isBlank() || label.length() > MOST_LETTERS || label.matches("(?s).*\\p{Cc}.*")) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the name of class %d is \"%s\" (must be a text of 1 to %d letters in one line)",
                i,
                brief(label.replaceAll("\\p{Cc}", "?")),
                MOST_LETTERS));
      }
    }
    return List.copyOf(labels);
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
