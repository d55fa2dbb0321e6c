package lantian.desk.http;

import com.mongodb.MongoException;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import lantian.desk.audit.AuditUnavailable;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into an answer; what is a bug goes to the log, without its texts. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int FRAMES = 12;
  private static final Duration LATER = Duration.ofSeconds(5);

  private Faults() {}

  /** The answer to whatever was thrown. */
  static Refusal of(Throwable thrown) {
    return switch (thrown) {
      case Refusal refusal -> refusal;
      case AuditUnavailable e -> new Refusal(Fault.UNAVAILABLE, LATER);
      case HttpException e when e.getStatusCode() / 100 == 4 -> new Refusal(Fault.MALFORMED);
      case MongoException e -> new Refusal(Fault.UNAVAILABLE, LATER);
      default -> new Refusal(Fault.INTERNAL);
    };
  }

  /** Writes down what was not the caller's doing. */
  static void log(Throwable thrown, String operation, String requestId) {
    switch (of(thrown).fault()) {
      case INTERNAL -> LOG.error("{} {}: {}", operation, requestId, described(thrown));
      case UNAVAILABLE ->
          LOG.warn("{} {}: {}", operation, requestId, thrown.getClass().getSimpleName());
      default -> {}
    }
  }

  /** Classes and places only: a message may quote a document, and with it a plate or VIN. */
  private static String described(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = thrown; at != null && text.length() < 4000; at = at.getCause()) {
      text.append(text.isEmpty() ? "" : " caused by ").append(at.getClass().getName());
      StackTraceElement[] frames = at.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        text.append("\n    at ").append(frames[i]);
      }
    }
    return text.toString();
  }
}
