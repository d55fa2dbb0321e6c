package lantian.desk.http;

import com.mongodb.MongoException;
import lantian.desk.audit.AuditUnavailable;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into an answer; what is a bug goes to the log, without its texts. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int FRAMES = 12;

  private Faults() {}

  static Refusal of(Throwable thrown, String operation, String requestId) {
    return switch (thrown) {
      case Refusal refusal -> refusal;
      case AuditUnavailable e -> new Refusal(Fault.UNAVAILABLE, java.time.Duration.ofSeconds(5));
      case MongoException e -> {
        LOG.warn("{} {}: {}", operation, requestId, described(e));
        yield new Refusal(Fault.UNAVAILABLE, java.time.Duration.ofSeconds(5));
      }
      default -> {
        LOG.error("{} {}: {}", operation, requestId, described(thrown));
        yield new Refusal(Fault.INTERNAL);
      }
    };
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
