package phosphene.network.read.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The index of a network in several safetensors files: {@code model.safetensors.index.json}.
 *
 * @param shards by the name of a tensor the name of the file that holds it
 */
record ShardIndex(Map<String, String> shards) {
  static final String SUFFIX = ".safetensors.index.json";

  private static final long LARGEST = 100_000_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  ShardIndex {
    shards = new TreeMap<>(shards);
  }

  static boolean is(Path path) {
    return path.toString().endsWith(SUFFIX);
  }

  static ShardIndex read(Path path) throws IOException {
    if (Files.size(path) > LARGEST) {
      throw new IOException("it is larger than " + LARGEST + " bytes");
    }
    JsonNode map;
    try {
      map = JSON.readTree(Files.readAllBytes(path)).path("weight_map");
    } catch (JsonProcessingException e) {
      throw new IOException("it is damaged: " + e.getOriginalMessage(), e);
    }
    if (!map.isObject() || map.isEmpty()) {
      throw new IOException("it names no files: weight_map is missing");
    }
    Map<String, String> shards = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      shards.put(entry.getKey(), plain(entry.getKey(), entry.getValue()));
    }
    return new ShardIndex(shards);
  }

  /** The names of the files, each once, in the order of their names. */
  Set<String> files() {
    return new LinkedHashSet<>(shards.values().stream().sorted().toList());
  }

  /** Refuses what would lead out of the index's own folder. */
  private static String plain(String tensor, JsonNode file) throws IOException {
    String name = file.asText();
    if (!file.isTextual() || !name.matches("[\\w.-]+\\.safetensors")) {
      throw new IOException(
          "weight_map names "
              + file
              + " for "
              + tensor
              + " (must be the plain name of a .safetensors file beside it)");
    }
    return name;
  }
}
