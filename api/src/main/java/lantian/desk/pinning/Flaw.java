package lantian.desk.pinning;

import org.jspecify.annotations.Nullable;

/**
 * A record that is not what it should be (不符).
 *
 * @param ledger where
 * @param record key of the record, without plate or VIN
 * @param kind what happened to it
 * @param elsewhere for {@link Kind#MOVED} the key under which its content stands now, else null
 * @param detail one sentence more, may be empty
 */
public record Flaw(
    String ledger, String record, Kind kind, @Nullable String elsewhere, String detail) {
  /** What happened. */
  public enum Kind {
    /** Its content is not what was written. */
    CHANGED,
    /** It is not there. */
    MISSING,
    /** It was not written by us. */
    ADDED,
    /** Its content stands under another key. */
    MOVED
  }

  /** A flaw that needs no second key. */
  public static Flaw of(String ledger, String record, Kind kind, String detail) {
    return new Flaw(ledger, record, kind, null, detail);
  }
}
