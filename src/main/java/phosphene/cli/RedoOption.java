package phosphene.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import phosphene.image.pixel.Format;
import phosphene.spec.SpecException;
import picocli.CommandLine.Option;

/** Which formats of photos are to be done again: shared by the commands that take a job. */
final class RedoOption {
  @Option(
      names = "--redo",
      paramLabel = "FORMAT",
      split = ",",
      description =
          "Does photos of a format again that an older decoder of that format read, such as webp."
              + " May be repeated.")
  List<String> formats = new ArrayList<>();

  /**
   * The formats; empty if nobody asks.
   *
   * @throws SpecException if one is no format that is read
   */
  Set<Format> formats() {
    return formats.stream()
        .map(RedoOption::format)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Format.class)));
  }

  private static Format format(String word) {
    return Arrays.stream(Format.values())
        .filter(format -> format.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "Invalid --redo: "
                        + word
                        + " (must be one of "
                        + Arrays.stream(Format.values())
                            .map(Format::word)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }
}
