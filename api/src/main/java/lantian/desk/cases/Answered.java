package lantian.desk.cases;

import java.util.List;

/** What a case answers to a move (办理结果). */
public sealed interface Answered {
  /**
   * The move was made.
   *
   * @param next the case after it, with one version and one event more
   */
  record Moved(CaseRecord next) implements Answered {
    /** The event it added. */
    public CaseEvent event() {
      return next.events().getLast();
    }
  }

  /**
   * The move was not made.
   *
   * @param why in a word
   * @param legal what this caller could do with the case instead, each with its gates
   * @param gates how the gates of the move stand, if it came to them
   * @param fields names of the data fields that are missing, unknown or unreadable; {@code reason}
   *     for the reason
   */
  record Refused(Why why, List<LegalMove> legal, List<GateReading> gates, List<String> fields)
      implements Answered {
    /** Copies the lists. */
    public Refused {
      legal = List.copyOf(legal);
      gates = List.copyOf(gates);
      fields = List.copyOf(fields);
    }
  }

  /** Why a move was not made; programs may rely on the names. */
  enum Why {
    /** The table has no such move. */
    UNKNOWN_MOVE,
    /** Not from where the case stands. */
    ILLEGAL,
    /** From there, but not by this role. */
    ROLE,
    /** Data or reason are missing or unreadable. */
    DATA,
    /** A gate is shut. */
    GATE,
    /** The timeline is full. */
    FULL
  }
}
