package phosphene.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * Silence of all logs but ours until it is closed: Spark logs what is wrong with a query, with
 * stacks and generated code, beside the exception that says so.
 */
final class QuietSpark {
  private final LoggerContext context = LoggerContext.getContext(false);
  private final Map<LoggerConfig, Level> before = new HashMap<>();

  private QuietSpark() {}

  static QuietSpark begin() {
    QuietSpark quiet = new QuietSpark();
    for (LoggerConfig logger : quiet.context.getConfiguration().getLoggers().values()) {
      if (!logger.getName().startsWith("phosphene")) {
        quiet.before.put(logger, logger.getLevel());
        logger.setLevel(Level.OFF);
      }
    }
    quiet.context.updateLoggers();
    return quiet;
  }

  void close() {
    before.forEach(LoggerConfig::setLevel);
    context.updateLoggers();
  }
}
