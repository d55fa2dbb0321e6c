package lantian.deploy.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where log lines go (日志去向). */
public final class Logs {
  private static final String CONSOLE = "console";

  private Logs() {}

  /** Only warnings, for commands whose output a person or program reads. */
  public static void quiet() {
    ((Logger) LoggerFactory.getLogger("lantian")).setLevel(Level.WARN);
  }

  /** Everything to a file, errors to standard error as well. */
  public static void toFile(Path file) {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    LoggerContext context = root.getLoggerContext();
    if (!(root.getAppender(CONSOLE) instanceof ConsoleAppender<ILoggingEvent> console)) {
      return; // Another configuration was given; it stays.
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName("file");
    appender.setFile(file.toString());
    appender.setEncoder(console.getEncoder());
    appender.start();
    root.addAppender(appender);
    ThresholdFilter errors = new ThresholdFilter();
    errors.setLevel(Level.ERROR.levelStr);
    errors.start();
    console.addFilter(errors);
  }
}
