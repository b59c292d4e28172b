package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.spec.Quantity;

/** The table at the end of a job, and {@code summary.json} beside it. */
class RunReportTest {
  @TempDir Path folder;

  @Test
  void theTableSaysWhatTheSummarySays() throws IOException {
    Studio studio = Studio.in(folder);

    Ran ran = studio.render("--price", "0.5");

    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode summary =
        new ObjectMapper().readTree(studio.output().resolve("summary.json").toFile());
    assertThat(summary.get("end").asText()).isEqualTo("finished");
    assertThat(summary.get("planned").asLong()).isEqualTo(15);
    assertThat(summary.get("rendered").asLong() + summary.get("dead").asLong()).isEqualTo(15);
    assertThat(ran.out()).contains("\nRendered " + summary.get("rendered").asLong() + " tiles in ");
    assertThat(row(ran, "core-hours"))
        .isEqualTo(format("%,.4f", summary.get("core_hours").asDouble()));
    assertThat(row(ran, "speed"))
        .isEqualTo(
            format(
                "%,.1f GFLOP/s, %,.1f a core",
                summary.get("gflop_per_second").asDouble(),
                summary.get("gflop_per_second_of_a_slot").asDouble()));
    assertThat(row(ran, "written"))
        .isEqualTo(format("%,.1f kB", summary.get("bytes_written").asDouble() / 1e3));
    List<String> slowest =
        StreamSupport.stream(summary.get("slowest").spliterator(), false)
            .map(
                slow ->
                    slow.get("what").asText()
                        + " "
                        + Quantity.seconds(slow.get("seconds").asDouble()))
            .toList();
    assertThat(slowest).hasSize(5);
    assertThat(row(ran, "slowest")).isEqualTo(String.join(", ", slowest));
    assertThat(row(ran, "price")).endsWith(" at $0.5 for a core-hour");
    assertThat(summary.get("dollars").asDouble())
        .isEqualTo(
            0.5 * summary.get("slot_hours").asDouble(), org.assertj.core.data.Offset.offset(2e-6));
    assertThat(summary.get("tflop").asDouble()).isPositive();
    assertThat(summary.get("slot_hours").asDouble() * 3600)
        .as("a core cannot have worked longer than the run")
        .isLessThanOrEqualTo(summary.get("wall_seconds").asDouble());
  }

  private static String row(Ran ran, String name) {
    Matcher row = Pattern.compile("(?m)^  " + name + " +(.*)$").matcher(ran.out());
    assertThat(row.find()).as(name + " in\n" + ran.out()).isTrue();
    return row.group(1);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
