package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntSupplier;
import lantian.desk.audit.AuditTrail;
import lantian.desk.http.Answer;
import lantian.desk.http.Operation;
import lantian.desk.http.Readiness;

/** How the desk is doing, for the system administrator (运行状态). */
final class SystemOperations {
  private final Readiness readiness;
  private final AuditTrail trail;
  private final Instant started;
  private final IntSupplier busy;

  SystemOperations(Readiness readiness, AuditTrail trail, Instant started, IntSupplier busy) {
    this.readiness = readiness;
    this.trail = trail;
    this.started = started;
    this.busy = busy;
  }

  void into(Map<String, Operation> operations) {
    operations.put("systemStatus", call -> status());
  }

  private Answer status() {
    String version = SystemOperations.class.getPackage().getImplementationVersion();
    return Answer.of(
        new JsonObject()
            .put("version", version == null ? "unpacked" : version)
            .put("started", Moments.text(started))
            .put("ready", readiness.ready())
            .put("databaseAnswered", readiness.databaseAnswers())
            .put("receivingReady", readiness.receivingReady())
            .put("auditWaiting", trail.waiting())
            .put("requestsUnderWay", busy.getAsInt()));
  }
}
