package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code verify} refuses before Spark starts. */
class VerifyMistakesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --rerender 0       | Invalid --rerender: 0 (must be at least 1)
          --problems -1      | Invalid --problems: -1 (must be at least 0)
          --set seed=3       | Invalid --set: seed=3 (must be network, weights, labels, judge, photos or start: where they are now)
          --master mars      | Invalid --master: mars (must be local, local[N], local[*], spark://HOST:PORT, k8s://URL or yarn)
          --rerender two     | Invalid --rerender: two (must be a whole number)
          """)
  void wrongOptionsAreTold(String options, String message) {
    Ran ran =
        Ran.phosphene(
            Stream.concat(Stream.of("verify", folder.toString()), Arrays.stream(options.split(" ")))
                .toArray(String[]::new));

    assertThat(ran.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(ran.err()).startsWith(message + "\n").doesNotContain("\tat ");
  }

  @Test
  void whatIsNoGalleryIsTold() throws IOException {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("gallery.json"), "{");

    assertThat(Ran.phosphene("verify", folder.toString()).err())
        .isEqualTo("Cannot read gallery file:" + folder + ": no gallery.json there\n");
    assertThat(Ran.phosphene("verify", folder.resolve("nothing").toString()).code())
        .isEqualTo(ExitCode.MISTAKE);
    assertThat(Ran.phosphene("verify", damaged.toString()).err())
        .isEqualTo("Cannot read file:" + damaged + "/gallery.json: it is damaged\n");
  }
}
