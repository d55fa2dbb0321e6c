package lantian.desk.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * Corrects plates of cases under review (复核更正号牌), and takes corrections back. Pure. The case stays
 * that of its subject: whether a corrected plate is the subject's is for a gate to say. A first
 * review lapses, for whoever passed it saw another plate.
 */
public final class Correcting {
  private final Moving moving;

  /** Corrects cases that move so. */
  public Correcting(Moving moving) {
    this.moving = moving;
  }

  /**
   * What is asked for.
   *
   * @param actor who
   * @param at when
   * @param reason why
   * @param plate the plate that was seen; null takes the correction that stands back
   * @param filed the plate that is filed as of the time of the act, null if none is
   * @param salt random hex digits
   */
  public record Request(
      CaseActor actor,
      Instant at,
      String reason,
      @Nullable Plate plate,
      @Nullable Plate filed,
      String salt) {}

  /** The next case, or why there is none. */
  public sealed interface Outcome {}

  /** The case after it, one version on. */
  public record Done(CaseRecord next) implements Outcome {}

  /** Nothing was done. */
  public record Refused(Why why) implements Outcome {}

  /** Why nothing was done; programs may rely on the names. */
  public enum Why {
    /** No review of the case is to come any more. */
    NOT_UNDER_REVIEW,
    /** The plate is the one that is filed, and no other was said to be right. */
    AS_FILED,
    /** The plate is the one that it was corrected to before. */
    UNCHANGED,
    /** No correction stands that could be taken back. */
    NOT_CORRECTED,
    /** The timeline is full. */
    FULL
  }

  /** Does what is asked, or says why not. */
  public Outcome correct(CaseRecord record, Request asked) {
    Why why = refusal(record, asked);
    if (why != null) {
      return new Refused(why);
    }
    Plate plate = asked.plate();
    int event = record.events().size();
    List<PlateCorrection> corrections = new ArrayList<>(record.corrections());
    PlateCorrection standing = record.correction();
    PlateCorrection now;
    if (plate != null) {
      Plate read = standing == null ? asked.filed() : standing.read();
      now =
          new PlateCorrection(
              event, null, asked.salt(), PlateCorrection.Source.REGISTER, read, plate);
    } else {
      now = corrections.removeLast().takenBack(event);
    }
    corrections.add(now);
    String mark = plate != null ? PlateCorrection.CORRECTED : PlateCorrection.TAKEN_BACK;
    CaseRecord next =
        moving.mark(
            record.corrections(corrections),
            mark,
            asked.actor(),
            asked.reason(),
            now.data(),
            asked.at());
    next = moving.byItself(next, "lapse", "号牌有更正，初审失效", asked.at());
    return new Done(next.version(record.version() + 1));
  }

  private @Nullable Why refusal(CaseRecord record, Request asked) {
    PlateCorrection standing = record.correction();
    if (!underReview(record)) {
      return Why.NOT_UNDER_REVIEW;
    }
    // One event more if a first review lapses.
    if (record.events().size() + 2 > Moving.MOST_EVENTS) {
      return Why.FULL;
    }
    Plate plate = asked.plate();
    if (plate == null) {
      return standing == null ? Why.NOT_CORRECTED : null;
    }
    if (standing == null) {
      return plate.equals(asked.filed()) ? Why.AS_FILED : null;
    }
    return plate.equals(standing.corrected()) ? Why.UNCHANGED : null;
  }

  /** As long as somebody may still have to review it. */
  private boolean underReview(CaseRecord record) {
    return moving.table().fitting(record).stream()
        .anyMatch(row -> row.review() == Transition.Review.ADDS);
  }
}
