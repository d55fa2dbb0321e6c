package lantian.desk.lists;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import lantian.desk.cases.CaseActor;
import org.jspecify.annotations.Nullable;

/**
 * What the department did about a row (办理结果).
 *
 * @param kind what
 * @param reference number of the decision or record, null if there is none
 * @param day day of the decision, null if unknown
 * @param reason why, null where the kind says it all
 * @param code code of the violation that was entered, null if not given
 * @param workshop the workshop that repaired the vehicle, null if not given
 * @param actor who returned it, with the rights it had then
 * @param at when it came
 */
public record RowResult(
    Kind kind,
    @Nullable String reference,
    @Nullable LocalDate day,
    @Nullable String reason,
    @Nullable String code,
    @Nullable String workshop,
    CaseActor actor,
    Instant at) {
  /** What a department may answer. Names are stored and must not change. */
  public enum Kind {
    /** A penalty was decided. */
    PENALISED("已处罚"),
    /** No penalty, with reason. */
    EXEMPTED("不予处罚"),
    /** Sent back for more evidence or because it is somebody else's. */
    RETURNED("退回"),
    /** The vehicle has been repaired. */
    REPAIRED("已维修"),
    /** The owner has been urged. */
    URGED("已督办"),
    /** The vehicle is scrapped, or has been moved out of the city. */
    SCRAPPED("报废或转出");

    private final String zh;

    Kind(String zh) {
      this.zh = zh;
    }

    /** The Chinese words, which a file may use as well. */
    public String zh() {
      return zh;
    }

    /** True if it must say why. */
    public boolean needsReason() {
      return this == EXEMPTED || this == RETURNED;
    }
  }

  /** Sign-in name or key id of who returned it. */
  public String by() {
    return actor.name();
  }

  /** True if both say the same, whoever said it and when. */
  boolean says(RowResult other) {
    return kind == other.kind
        && Objects.equals(reference, other.reference)
        && Objects.equals(day, other.day)
        && Objects.equals(reason, other.reason)
        && Objects.equals(code, other.code)
        && Objects.equals(workshop, other.workshop);
  }
}
