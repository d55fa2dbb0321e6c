package lantian.desk.audit;

/** The record could not be stored in time; whatever it was about must not be answered. */
public final class AuditUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AuditUnavailable(String why) {
    super(why);
  }
}
