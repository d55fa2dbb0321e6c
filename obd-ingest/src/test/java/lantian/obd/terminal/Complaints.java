package lantian.obd.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Errors that this room writes to its log while this is open: each of them is a bug. */
final class Complaints implements AutoCloseable {
  private final Logger room = (Logger) LoggerFactory.getLogger("lantian.obd");
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  Complaints() {
    heard.start();
    room.addAppender(heard);
  }

  List<String> errors() {
    return List.copyOf(heard.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    room.detachAppender(heard);
  }
}
