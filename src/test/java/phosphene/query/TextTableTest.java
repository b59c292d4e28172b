package phosphene.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Text in columns. */
class TextTableTest {
  @Test
  void numbersAreAlignedToTheRight() {
    assertThat(lines(List.of("layer", "n"), List.of(List.of("a", "7"), List.of("b", "-12"))))
        .containsExactly("layer    n", "-----  ---", "a        7", "b      -12");
  }

  @Test
  void aTableWithoutRowsIsItsHeader() {
    assertThat(lines(List.of("layer", "n"), List.of())).containsExactly("layer  n", "-----  -");
  }

  @Test
  void rowsOfALongTableAreReadSomeAtATimeAndColumnsGrowWithThem() {
    AtomicInteger read = new AtomicInteger();
    Iterator<List<String>> rows =
        IntStream.range(0, 3 * TableLines.PAGE)
            .peek(i -> read.incrementAndGet())
            .mapToObj(i -> List.of(Integer.toString(i), "x"))
            .iterator();
    TableLines lines = new TableLines(List.of("n", "x"), rows);
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 2 + TableLines.PAGE; i++) {
      first.add(lines.next());
    }

    assertThat(read).hasValueLessThanOrEqualTo(TableLines.PAGE + 1);
    assertThat(first).startsWith("  n  x", "---  -", "  0  x").endsWith("999  x");
    assertThat(lines.next()).isEqualTo("1000  x");
    assertThat(lines).toIterable().hasSize(2 * TableLines.PAGE - 1).endsWith("2999  x");
  }

  private static List<String> lines(List<String> columns, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    new TableLines(columns, rows.iterator()).forEachRemaining(lines::add);
    return lines;
  }

  @Test
  void arraysAndStructsAreWrittenAsSparkWritesThem() {
    Row first = RowFactory.create("conv1", 3, 0.5f);
    Row second = RowFactory.create("conv1", null, -1f);

    assertThat(TextTable.cell(list(first, second)))
        .isEqualTo("[{conv1, 3, 0.5}, {conv1, null, -1.0}]");
    assertThat(TextTable.cell(RowFactory.create(list(1, 2), list()))).isEqualTo("{[1, 2], []}");
    assertThat(TextTable.cell(null)).isEqualTo("null");
    assertThat(TextTable.cell(7L)).isEqualTo("7");
  }

  private static Object list(Object... values) {
    return CollectionConverters.asScala(List.of(values)).toSeq();
  }
}
