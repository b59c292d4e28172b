package phosphene.gallery.lease;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a lease says.
 *
 * @param id of this lease, unique
 * @param process that holds it
 * @param application of Spark; empty as long as there is none
 * @param since by the holder's clock, for people
 * @param beat how many times it was renewed
 */
record LeaseNote(
    @JsonProperty("id") String id,
    @JsonProperty("process") ProcessName process,
    @JsonProperty("application") String application,
    @JsonProperty("since") String since,
    @JsonProperty("beat") long beat) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later version
          .build();

  /** Empty if the bytes are no note: half a file, or one of another version. */
  static Optional<LeaseNote> parse(byte[] bytes) {
    try {
      return Optional.of(JSON.readValue(bytes, LeaseNote.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  LeaseNote next() {
    return new LeaseNote(id, process, application, since, beat + 1);
  }

  LeaseNote with(String spark) {
    return new LeaseNote(id, process, spark, since, beat);
  }

  /** True if its holder is known to be dead. */
  boolean orphaned() {
    return process.life() == ProcessName.Life.GONE;
  }

  /** Who holds it, and since when. */
  String who() {
    String spark = application.isEmpty() ? "" : ", Spark application " + application;
    return process + spark + ", since " + since;
  }
}
