package lantian.desk.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a gate looks at (闸门依据).
 *
 * @param record the case before the move
 * @param after where its tracks would stand after the move
 * @param actor who wants to move it
 * @param facts what is known beyond the case
 * @param now when
 * @param table what terminal means
 */
record GateView(
    CaseRecord record,
    CaseState after,
    CaseActor actor,
    GateFacts facts,
    Instant now,
    CaseTable table) {
  /** Collects why a gate is shut. */
  static final class Shut {
    private final List<GateReading.Why> reasons = new ArrayList<>();

    void because(String about, String zh, String en) {
      reasons.add(new GateReading.Why(about, zh, en));
    }

    List<GateReading.Why> reasons() {
      return reasons;
    }
  }
}
