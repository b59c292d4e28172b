package phosphene.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.spec.SpecException;

/** What may be asked of a gallery: queries, and nothing that acts. */
class SqlStatementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT layer, count(*) FROM tiles GROUP BY layer ORDER BY 2 DESC",
        "WITH a AS (SELECT * FROM tiles) SELECT max(channel) FROM a",
        "SELECT channel FROM tiles UNION SELECT 7",
        "FROM tiles |> WHERE channel < 3",
        "VALUES (1)"
      })
  void queriesAreTaken(String sql) {
    assertThat(SqlStatement.of(sql)).isEqualTo(new SqlStatement(sql));
    assertThat(SqlStatement.of(sql + " ; ").sql().strip()).isEqualTo(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP VIEW tiles",
        "INSERT INTO tiles SELECT * FROM tiles",
        "INSERT OVERWRITE DIRECTORY 'x' USING parquet SELECT 1",
        "CREATE TABLE x AS SELECT 1",
        "CREATE OR REPLACE TEMPORARY VIEW tiles AS SELECT 1",
        "DELETE FROM tiles",
        "TRUNCATE TABLE tiles",
        "SET spark.sql.ansi.enabled=false",
        "ADD JAR x.jar",
        "BEGIN SELECT 1; END",
        "SELEC x"
      })
  void whatActsIsRefusedByItsFirstWord(String sql) {
    String word = sql.split(" ", 2)[0];
    refused(
        sql,
        "Invalid SQL: Syntax error at or near '"
            + word
            + "', line 1, pos 0 (must be one query, such as SELECT; or SHOW TABLES, or DESCRIBE and a table)");
  }

  @Test
  void whatActsBehindAQueryIsRefusedByItsPlace() {
    refused(
        "SELECT 1; DROP VIEW tiles",
        "Invalid SQL: Syntax error at or near ';', line 1, pos 8 (must be one query, such as"
            + " SELECT; or SHOW TABLES, or DESCRIBE and a table)");
    refused(
        "FROM tiles INSERT INTO tiles SELECT *",
        "Invalid SQL: Syntax error at or near 'INSERT', line 1, pos 11 (must be one query, such as"
            + " SELECT; or SHOW TABLES, or DESCRIBE and a table)");
    refused(
        "WITH a AS (SELECT 1) INSERT INTO tiles SELECT * FROM a",
        "Invalid SQL: Syntax error at or near 'INSERT', line 1, pos 21 (must be one query, such as"
            + " SELECT; or SHOW TABLES, or DESCRIBE and a table)");
    refused(
        " ; ",
        "Invalid SQL: nothing (must be one query, such as SELECT; or SHOW TABLES, or DESCRIBE and a table)");
  }

  private static void refused(String sql, String message) {
    assertThatThrownBy(() -> SqlStatement.of(sql))
        .as(sql)
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
    assertThat(SparkSession.getActiveSession().isEmpty()).isTrue();
  }
}
