package lantian.desk.http;

import java.util.Objects;
import java.util.Set;
import lantian.desk.access.Caller;
import lantian.desk.audit.Act;
import lantian.desk.audit.Actor;
import lantian.desk.audit.AuditEntry;
import lantian.desk.audit.AuditTrail;
import lantian.desk.audit.Outcome;
import lantian.desk.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What of a call goes into the audit trail (审计留痕): every act, good or bad, every unmasked view,
 * every attempt beyond one's rights. All before the answer goes out; what changes something is
 * recorded before it does, too.
 */
final class Recording {
  /** Not an attempt that was looked at; each would be one more record for a flood to write. */
  private static final Set<Fault> NOT_RECORDED =
      Set.of(Fault.THROTTLED, Fault.OVERLOADED, Fault.BUSY_CALLER, Fault.UNAVAILABLE);

  private static final Set<Fault> FAILURES = Set.of(Fault.INTERNAL, Fault.UNAVAILABLE);

  private final AuditTrail trail;

  Recording(AuditTrail trail) {
    this.trail = trail;
  }

  /** The operation is about to change something. */
  void begun(Endpoint endpoint, Call call) {
    Act act = Objects.requireNonNull(endpoint.act());
    write(call.actor(), act, call.object(), Outcome.BEGUN, call.reason());
  }

  /** The operation did what it was asked for. */
  void done(Endpoint endpoint, Call call) {
    Act act = endpoint.act();
    if (act != null && (endpoint.recordsAlways() || call.unmasked())) {
      write(call.actor(), act, call.object(), Outcome.DONE, call.reason());
    }
  }

  /**
   * The operation itself refused or failed. What had begun is recorded whatever stopped it: part of
   * it may stand.
   */
  void failed(Endpoint endpoint, Call call, Fault fault) {
    Act act = endpoint.act();
    boolean told = call.begun() || !NOT_RECORDED.contains(fault);
    if (act != null && endpoint.recordsAlways() && told) {
      Outcome outcome = FAILURES.contains(fault) ? Outcome.FAILED : Outcome.REFUSED;
      write(call.actor(), act, call.object(), outcome, fault.name());
    }
  }

  /** Nothing was done: what was answered before, perhaps a secret, is answered again. */
  void repeated(Endpoint endpoint, Call call) {
    write(call.actor(), Act.ANSWER_REPEATED, endpoint.id(), Outcome.DONE, call.reason());
  }

  /** A known caller asked for what it may not. */
  void beyondRights(Endpoint endpoint, Caller caller, Fault fault) {
    write(caller.actor(), Act.ACCESS_REFUSED, endpoint.id(), Outcome.REFUSED, fault.name());
  }

  private void write(
      @Nullable Actor actor, Act act, String object, Outcome outcome, @Nullable String reason) {
    Actor who = actor == null ? Actor.unknown("(unknown)", "") : actor;
    trail.record(new AuditEntry(who, act, object, outcome, reason));
  }
}
