package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Text in columns. */
class TableTest {
  @Test
  void numbersAreAlignedToTheRight() {
    assertThat(Table.lines(List.of(List.of("layer", "n"), List.of("a", "7"), List.of("b", "-12"))))
        .containsExactly("layer    n", "-----  ---", "a        7", "b      -12");
  }

  @Test
  void arraysAndStructsAreWrittenAsSparkWritesThem() {
    Row first = RowFactory.create("conv1", 3, 0.5f);
    Row second = RowFactory.create("conv1", null, -1f);

    assertThat(Table.cell(list(first, second))).isEqualTo("[{conv1, 3, 0.5}, {conv1, null, -1.0}]");
    assertThat(Table.cell(RowFactory.create(list(1, 2), list()))).isEqualTo("{[1, 2], []}");
    assertThat(Table.cell(null)).isEqualTo("null");
    assertThat(Table.cell(7L)).isEqualTo("7");
  }

  private static Object list(Object... values) {
    return CollectionConverters.asScala(List.of(values)).toSeq();
  }
}
