package lantian.obd.read;

import java.time.LocalDate;
import java.util.List;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * One identifier told under several VINs (标识重复). A hint for a person: it accuses nobody.
 *
 * @param kind what it is
 * @param value the controller's VIN, or the ICCID of the card
 * @param vehicles how many VINs told it in the time
 * @param times how their times lie to one another
 * @param tellers the first of them, by VIN, at most {@link #MOST_TELLERS}
 */
public record Shared(Kind kind, String value, long vehicles, Times times, List<Teller> tellers) {
  /** Most vehicles named in one row. */
  public static final int MOST_TELLERS = 50;

  /** Copies the list. */
  public Shared {
    tellers = List.copyOf(tellers);
  }

  /** Kinds of identifiers. */
  public enum Kind {
    /** VIN that the controller carries, well formed with a right check digit. */
    CONTROLLER,
    /** ICCID that a login named. */
    CARD
  }

  /** How the times of several tellers lie. */
  public enum Times {
    /** Two told it over the same days: from the later first to the earlier last is over a day. */
    OVERLAP,
    /** Each began when the other had ended, or on that day: a part or a card that moved. */
    SUCCESSION,
    /** Of one it is not known when it began, and nothing overlaps otherwise. */
    UNKNOWN
  }

  /**
   * A vehicle that told it.
   *
   * @param vin header VIN, a claim
   * @param first city day it was first told, null if there were too many identifiers to know
   * @param last city day it was last told
   * @param sender proof of the first packet of the last day
   */
  public record Teller(Vin vin, @Nullable LocalDate first, LocalDate last, Sender sender) {}

  static Times times(List<Teller> tellers) {
    boolean unknown = false;
    for (int i = 0; i < tellers.size(); i++) {
      for (int k = i + 1; k < tellers.size(); k++) {
        LocalDate one = tellers.get(i).first();
        LocalDate other = tellers.get(k).first();
        if (one == null || other == null) {
          unknown = true;
          continue;
        }
        LocalDate from = one.isAfter(other) ? one : other;
        LocalDate last = tellers.get(i).last();
        LocalDate to = tellers.get(k).last().isBefore(last) ? tellers.get(k).last() : last;
        if (from.isBefore(to)) {
          return Times.OVERLAP;
        }
      }
    }
    return unknown ? Times.UNKNOWN : Times.SUCCESSION;
  }
}
