package phosphene.cli;

import java.io.StringWriter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** All that is logged, at the finest level of ours and at INFO of others, until it is closed. */
final class Logs implements AutoCloseable {
  private static final String NAME = "logs of a test";

  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final StringWriter text = new StringWriter();

  private Logs() {
    WriterAppender appender =
        WriterAppender.newBuilder()
            .setName(NAME)
            .setTarget(text)
            .setLayout(PatternLayout.newBuilder().withPattern("%p %c %m %ex%n").build())
            .build();
    appender.start();
    LoggerConfig root = context.getConfiguration().getRootLogger();
    root.addAppender(appender, Level.ALL, null);
    levels(Level.INFO, Level.ALL);
  }

  static Logs listen() {
    return new Logs();
  }

  /** What was logged so far. */
  String text() {
    return text.toString();
  }

  private void levels(Level others, Level ours) {
    context.getConfiguration().getRootLogger().setLevel(others);
    context.getConfiguration().getLoggerConfig("phosphene").setLevel(ours);
    context.updateLoggers();
  }

  @Override
  public void close() {
    levels(Level.WARN, Level.WARN); // as log4j2.properties says
    context.getConfiguration().getRootLogger().removeAppender(NAME);
  }
}
