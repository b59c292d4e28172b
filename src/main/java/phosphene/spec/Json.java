package phosphene.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Canonical JSON: one line without blanks, keys sorted, numbers as short as they can be. Tile keys
 * are digests of it, so a change of its form makes every tile anew.
 */
final class Json {
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the JDK's is not the shortest
          .build()
          .writer();

  private Json() {}

  /** The text of maps, lists, texts, truth values and numbers. */
  static String text(Map<String, ?> values) {
    try {
      return WRITER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A value as YAML in one line, with blanks and without quotes. */
  static String inline(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + inline(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::inline).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.toString();
  }

  /** A number as {@link #text} is to write it: 1, not 1.0. */
  static Number number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15; // exact as a long
    return whole ? (Number) (long) value : (Number) value;
  }
}
