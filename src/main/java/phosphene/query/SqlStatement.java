package phosphene.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.slf4j.LoggerFactory;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.store.StoreException;
import phosphene.spec.SpecException;

/** SQL that reads and changes nothing: one query, checked without a session of Spark. */
public record SqlStatement(String sql) {
  private static final String RULE =
      " (must be one query, such as SELECT; or SHOW TABLES, or DESCRIBE and a table)";
  // Spark gives the place as "; line 1 pos 7;" or as " (line 1, pos 7)".
  private static final Pattern PLACE =
      Pattern.compile("(?:\\.? SQLSTATE: \\w{5})?;? \\(?(line \\d+),? (pos \\d+)\\)?;?$");
  // Of what fails while rows are made: "== SQL (line 1, position 8) ==", counted from 1.
  private static final Pattern CONTEXT =
      Pattern.compile("== SQL \\(line (\\d+), position (\\d+)\\) ==");
  // What is for programs.
  private static final Pattern CODES = Pattern.compile("^\\[[A-Z0-9_.]+] |\\.? SQLSTATE: \\w{5};?");
  // Advice on settings that a user of a gallery cannot set.
  private static final Pattern ADVICE = Pattern.compile("\\.? If necessary set \"?spark\\..*$");

  // Advice for warehouses.
  private static final String CATALOG =
      "Verify the spelling and correctness of the schema and catalog.";

  /** Takes SQL with or without a semicolon at its end. */
  public static SqlStatement of(String sql) {
    SqlStatement statement = new SqlStatement(sql.strip().replaceFirst(";$", ""));
    if (statement.sql.isBlank()) {
      throw new SpecException("Invalid SQL: nothing" + RULE);
    }
    if (CatalogStatement.of(statement.sql).isPresent()) {
      return statement;
    }
    try {
      new CatalystSqlParser().parseQuery(statement.sql);
    } catch (Exception e) {
      throw invalid(e);
    }
    return statement;
  }

  /**
   * The rows that answer it, where the tables are views of the session.
   *
   * @param tables that an index may have
   */
  Dataset<Row> answer(SparkSession session, List<IndexTable<?>> tables) {
    return CatalogStatement.of(sql)
        .map(catalog -> catalog.answer(session, tables))
        .orElseGet(() -> session.sql(sql));
  }

  /** The mistake that Spark found, in one line, or what else went wrong. */
  static RuntimeException invalid(Exception problem) {
    if (problem instanceof SpecException mistake) {
      return mistake;
    }
    LoggerFactory.getLogger(SqlStatement.class).debug("A query failed", problem);
    List<Throwable> causes = ExceptionUtils.getThrowableList(problem);
    for (Throwable cause : causes) {
      if (cause instanceof SparkThrowable known && known.getCondition() != null) {
        if (known.getCondition().startsWith("FAILED_READ_FILE")) {
          return new StoreException("Cannot answer the query: " + line(cause), cause);
        }
        if (!known.isInternalError()) {
          String rule = cause instanceof ParseException ? RULE : "";
          return new SpecException("Invalid SQL: " + line(cause) + place(cause) + rule, problem);
        }
      }
    }
    return new SpecException(
        "Cannot answer the query: " + line(causes.get(causes.size() - 1)), problem);
  }

  /** The first line of a message, without what is for programs. */
  private static String line(Throwable problem) {
    List<String> lines =
        String.valueOf(problem.getMessage()).lines().filter(line -> !line.isBlank()).toList();
    String first = lines.isEmpty() ? problem.getClass().getSimpleName() : lines.get(0);
    if (first.endsWith(":") && lines.size() > 1) {
      first += " " + lines.get(1).strip();
    }
    first = first.replace(CATALOG, "SHOW TABLES says which there are.");
    String placed = PLACE.matcher(first).replaceFirst(", $1, $2");
    return ADVICE.matcher(CODES.matcher(placed).replaceAll("")).replaceAll("");
  }

  /** Where it is in the SQL, if the first line of the message does not say so. */
  private static String place(Throwable problem) {
    Matcher context = CONTEXT.matcher(String.valueOf(problem.getMessage()));
    return context.find()
        ? ", line " + context.group(1) + ", pos " + (Integer.parseInt(context.group(2)) - 1)
        : "";
  }
}
