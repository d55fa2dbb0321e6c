package lantian.desk.cases;

import java.time.Instant;
import java.util.List;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a finding, whatever room it came from (案件线索).
 *
 * @param id stays the same over revisions
 * @param revision grows with every change, from 1
 * @param changed when this revision was written
 * @param state open, closed or withdrawn
 * @param replaces the finding whose place it took after a new judgement, null if none
 * @param subject whom it concerns, as the room writes it (a VIN for vehicles)
 * @param kind what kind of breach: the rule's id
 * @param verified true if all it rests on is from proven senders
 * @param origin nature of the data it rests on
 * @param ruleSet rule set in force
 * @param start first second of the breach, when collection began
 * @param end last second of the breach, null while open
 * @param figures what was measured
 * @param reason one sentence for the owner
 * @param law what it rests on in law
 * @param packets where the packets it rests on are stored
 */
public record CaseFinding(
    FindingId id,
    int revision,
    Instant changed,
    FindingState state,
    @Nullable FindingId replaces,
    String subject,
    String kind,
    boolean verified,
    Origin origin,
    String ruleSet,
    Instant start,
    @Nullable Instant end,
    Figures figures,
    Reason reason,
    LegalBasis law,
    List<String> packets) {
  /** The sentence for the owner in both languages. */
  public record Reason(String zh, String en) {}

  /** Copies the list. */
  public CaseFinding {
    packets = List.copyOf(packets);
  }

  /** True unless it was withdrawn. */
  public boolean live() {
    return state != FindingState.WITHDRAWN;
  }

  /** Its last known second. */
  public Instant until() {
    return end == null ? start : end;
  }

  /** True if both speak of a common second. */
  public boolean overlaps(Instant from, Instant to) {
    return !start.isAfter(to) && !until().isBefore(from);
  }

  /** Without the personal subject. */
  @Override
  public String toString() {
    return "CaseFinding[" + id + "/" + revision + " " + kind + " " + state + "]";
  }
}
