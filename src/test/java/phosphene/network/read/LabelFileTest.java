package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.spec.SpecException;

class LabelFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tench\ngoldfish\nwhite shark\n",
        "\uFEFFtench\r\n  goldfish \r\nwhite shark\r\n\r\n",
        "n01440764 tench\nn01443537 goldfish\nn01484850, white shark",
        "[\"tench\", \"goldfish\", \"white shark\"]",
        "[[\"n01440764\", \"tench\"], [\"n01443537\", \"goldfish\"], [\"n01484850\", \"white shark\"]]",
        "{\"2\": \"white shark\", \"0\": \"tench\", \"1\": \"goldfish\"}",
        "{\"0\": [\"n01440764\", \"tench\"], \"1\": [\"x\", \"goldfish\"], \"2\": [\"y\", \"white shark\"]}",
        "{\"white shark\": 2, \"tench\": 0, \"goldfish\": 1}",
        "{\"id2label\": {\"0\": \"tench\", \"1\": \"goldfish\", \"2\": \"white shark\"}, \"size\": 1}",
        "{\"label_names\": [\"tench\", \"goldfish\", \"white shark\"]}"
      })
  void namesComeInTheirOrderFromEachForm(String text) throws IOException {
    assertThat(LabelFile.read(written(text))).containsExactly("tench", "goldfish", "white shark");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | it holds no names",
        "'\n \n' | it holds no names",
        "'a\n\nb' | line 2 is empty, but each class has a line",
        "'[]' | it holds no names",
        "'{}' | it holds no names (must be a list, or names by their numbers)",
        "'[1, 2]' | the name of class 0 is no text: 1",
        "'[\"a\", null]' | the name of class 1 is no text: null",
        "'[\"a\", \"\"]' | the name of class 1 is \"\" (must be a text of 1 to 1000 letters in one line)",
        "'[\"a\\nb\"]' | the name of class 0 is \"a?b\" (must be a text of 1 to 1000 letters in one line)",
        "'{\"0\": \"a\", \"2\": \"b\"}' | class 1 has no name",
        "'{\"a\": 0, \"b\": 0}' | class 0 has two names",
        "'{\"a\": \"b\"}' | \"a\" has no class number (must be such as {\"0\": \"tench\"})",
        "'[\"a\"' | it is no valid JSON: Unexpected end-of-input: expected close marker for Array",
        "'[\"a\"] b' | it is no valid JSON: Unrecognized token 'b'",
        "'{\"0\": \"a\", \"0\": \"b\"}' | it is no valid JSON: Duplicate field '0'"
      })
  void whatHoldsNoNamesIsRefused(String text, String reason) throws IOException {
    Path file = written(text.replace("\\n", "\\u000a"));

    assertThatThrownBy(() -> LabelFile.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot read labels " + file + ": " + reason);
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("x"), "café".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> LabelFile.read(file))
        .hasMessage("Cannot read labels " + file + ": it is no text in UTF-8");
    assertThatThrownBy(() -> LabelFile.read(folder))
        .hasMessage("Cannot read labels " + folder + ": it is a folder");
    assertThatThrownBy(() -> LabelFile.read(folder.resolve("gone")))
        .hasMessage("Cannot read labels " + folder.resolve("gone") + ": no such file");
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("labels"), text);
  }
}
