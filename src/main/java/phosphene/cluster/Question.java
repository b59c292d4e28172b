package phosphene.cluster;

import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import phosphene.spec.SpecException;

/** SQL that reads and changes nothing: one query, checked without a session of Spark. */
record Question(String sql) {
  private static final String RULE = " (must be one query, such as SELECT)";
  // Spark tells the place as "; line 1 pos 7;" or as " (line 1, pos 7)".
  private static final Pattern PLACE =
      Pattern.compile("(?:\\.? SQLSTATE: \\w{5})?;? \\(?(line \\d+),? (pos \\d+)\\)?;?$");
  // What is for programs.
  private static final Pattern CODES = Pattern.compile("^\\[[A-Z0-9_.]+] |\\.? SQLSTATE: \\w{5};?");

  /** Takes SQL with or without a semicolon at its end. */
  static Question of(String sql) {
    Question question = new Question(sql.strip().replaceFirst(";$", ""));
    if (question.sql.isBlank()) {
      throw new SpecException("Invalid SQL: nothing" + RULE);
    }
    try {
      new CatalystSqlParser().parseQuery(question.sql);
    } catch (Exception e) {
      throw invalid(e);
    }
    return question;
  }

  /** The mistake that Spark found; a bug is thrown as it is. */
  static SpecException invalid(Exception problem) {
    if (problem instanceof SparkThrowable known
        && known.getCondition() != null
        && !known.isInternalError()) {
      String message = String.valueOf(problem.getMessage());
      String first = message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
      String rule = problem instanceof ParseException ? RULE : "";
      return new SpecException(
          "Invalid SQL: "
              + CODES.matcher(PLACE.matcher(first).replaceFirst(", $1, $2")).replaceAll("")
              + rule,
          problem);
    }
    if (problem instanceof RuntimeException bug) {
      throw bug;
    }
    throw new IllegalStateException(problem);
  }
}
