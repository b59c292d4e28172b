package phosphene.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import phosphene.cluster.Cluster;
import phosphene.spec.SpecException;

/** The rows that answer a query, in the driver of a small heap. */
class QueryResultTest {
  private static final String MOST = "spark.driver.maxResultSize";
  private static Cluster cluster;

  @BeforeAll
  static void begin() {
    System.setProperty(MOST, "2m");
    cluster = Cluster.open("query results", Optional.of("local[2]"));
  }

  @AfterAll
  static void end() {
    cluster.close();
    System.clearProperty(MOST);
  }

  /** All rows together are ten times what the driver may hold. */
  @Test
  void aResultOfAnyLengthComesInOrderAPartAtATime() {
    Dataset<Row> rows = digests(400_000);
    assertThatThrownBy(rows::collectAsList).hasMessageContaining(MOST);

    QueryResult result = QueryResult.of(rows, () -> rows);

    assertThat(result.columns()).containsExactly("id", "digest");
    int count = 0;
    for (Iterator<List<String>> each = result.cells(); each.hasNext(); count++) {
      assertThat(each.next().get(0)).isEqualTo(Integer.toString(count));
    }
    assertThat(count).isEqualTo(400_000);
    assertThat(result.json()).toIterable().hasSize(400_000);
    assertThat(result.table()).toIterable().hasSize(400_002);
  }

  @Test
  void aRowIsOneLineOfATableWhateverANameHolds() {
    Dataset<Row> rows = cluster.session().range(1).selectExpr("'new\\nline\\u001b[2J' AS photo");

    assertThat(QueryResult.of(rows, () -> rows).table())
        .toIterable()
        .last()
        .isEqualTo("new\\x0aline\\x1b[2J");
    assertThat(QueryResult.of(rows, () -> rows).csv())
        .toIterable()
        .last()
        .isEqualTo("\"new\nline\u001b[2J\"");
  }

  @Test
  void tasksKnowTheSettingsOfTheSession() {
    Dataset<Row> rows = cluster.session().range(2).selectExpr("id", "nullif(id, 1) AS none");

    assertThat(QueryResult.of(rows, () -> rows).json())
        .toIterable()
        .containsExactly("{\"id\":0,\"none\":0}", "{\"id\":1,\"none\":null}");
  }

  @Test
  void whatAQueryCannotAnswerIsToldAtThatRow() {
    Dataset<Row> rows =
        cluster.session().range(0, 4, 1, 4).selectExpr("id", "10 div (3 - id) AS tenth");
    Iterator<String> json = QueryResult.of(rows, () -> rows).json();

    assertThat(json.next()).isEqualTo("{\"id\":0,\"tenth\":3}");
    assertThatThrownBy(() -> json.forEachRemaining(row -> {}))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Invalid SQL: Division by zero");
  }

  private static Dataset<Row> digests(int count) {
    return cluster
        .session()
        .range(0, count, 1, 40)
        .selectExpr("id", "sha2(CAST(id AS STRING), 256) AS digest");
  }
}
