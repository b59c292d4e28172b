package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows on a terminal, which has no room for all of them. */
class TerminalTableTest {
  private static final String DIGEST =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @Test
  void digestsAndNumbersAreShortened() {
    assertThat(
            lines(
                60,
                List.of("sha256", "score", "n"),
                List.of(DIGEST, "0.123456789", "1234567"),
                List.of(DIGEST, "-12.0", "8"),
                List.of("null", "123456.789", "9"),
                List.of("null", "1.23456789E-9", "10")))
        .containsExactly(
            "sha256              score        n",
            "--------------  ---------  -------",
            "0123456789ab..    0.12346  1234567",
            "0123456789ab..      -12.0        8",
            "null               123457        9",
            "null            1.2346E-9       10");
  }

  @Test
  void numbersWithinStructsAreShortenedAndNamesAreNot() {
    assertThat(
            lines(
                80,
                List.of("top"),
                List.of("[{a 1.23456789.jpg, 3, 0.000123456789}, {b, 4, -7.0}]"),
                List.of("IMG 1.23456789.jpg")))
        .containsExactly(
            "top",
            "-------------------------------------------------",
            "[{a 1.23456789.jpg, 3, 0.00012346}, {b, 4, -7.0}]",
            "IMG 1.23456789.jpg")
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void theWidestColumnsGiveWay() {
    assertThat(
            lines(
                40,
                List.of("photo", "layer", "channel"),
                List.of("holidays/2025/beach/IMG_0001.jpg", "inception_4c_output", "7")))
        .containsExactly(
            "photo           layer           channel",
            "--------------  --------------  -------",
            "holidays/202..  inception_4c..        7");
  }

  @Test
  void manyColumnsHaveALineEach() {
    List<String> names = IntStream.range(0, 9).mapToObj(i -> "column" + i).toList();

    assertThat(lines(40, names, Collections.nCopies(9, "a value of many letters, too many"), names))
        .hasSize(20)
        .startsWith("-- row 1", "column0  a value of many letters, too ..")
        .contains("-- row 2", "column8  column8");
  }

  @Test
  void whatMovesTheCursorIsSpelt() {
    assertThat(lines(60, List.of("photo"), List.of("a\u001b[2Jb\nc.jpg")))
        .endsWith("a\\x1b[2Jb\\x0ac.jpg");
  }

  @Test
  void columnsKeepTheirWidthInLongTables() {
    List<List<String>> rows = new ArrayList<>(Collections.nCopies(1500, List.of("abc")));
    rows.add(List.of("a long one"));

    List<String> lines = new ArrayList<>();
    new TerminalTable(List.of("x"), rows.iterator(), 80).forEachRemaining(lines::add);

    assertThat(lines).hasSize(1503).endsWith("abc", "a..");
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static List<String> lines(int width, List<String> columns, List<String>... rows) {
    List<String> lines = new ArrayList<>();
    new TerminalTable(columns, List.of(rows).iterator(), width).forEachRemaining(lines::add);
    return lines;
  }
}
