package lantian.desk.lists;

import java.time.Instant;

/**
 * What happened to a list (清单事件), to be told to its addressee and issuer.
 *
 * @param kind what
 * @param at when
 * @param answered rows that have been answered by then
 */
record ListEvent(Kind kind, Instant at, int answered) {
  /** What may happen. Names are stored and must not change. */
  enum Kind {
    ISSUED("list.issued"),
    RECEIVED("list.received"),
    RESULTS("list.results"),
    ANSWERED("list.answered");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** As receivers see it. */
    String type() {
      return type;
    }
  }
}
