package lantian.obd.terminal;

import lantian.obd.filing.Filing;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of its hardware (终端身份声明).
 *
 * @param iccid ICCID of its login, empty if it never logged in
 * @param chipId chip id as 32 hex digits, empty until an activation has proven it
 * @param chipSecond the signed time of that activation
 */
record Identity(String iccid, String chipId, long chipSecond) {
  static final Identity NONE = new Identity("", "", Long.MIN_VALUE);

  Identity withIccid(String said) {
    return new Identity(said, chipId, chipSecond);
  }

  Identity withChip(String proven, long second) {
    return new Identity(iccid, proven, second);
  }

  /** True if it names what was filed; letter for letter, as the stored packets are judged. */
  boolean fits(@Nullable Filing filing) {
    return filing != null
        && (says(iccid, filing.iccid())
            || (!chipId.isEmpty() && chipId.equalsIgnoreCase(filing.chipId())));
  }

  /**
   * True if it is the terminal of an older connection. An activation proves that only if it was
   * signed later than that terminal's own: a recorded one can be sent again by anybody.
   */
  boolean replaces(Identity older) {
    return says(iccid, older.iccid)
        || (says(chipId, older.chipId) && chipSecond > older.chipSecond);
  }

  private static boolean says(String claimed, @Nullable String other) {
    return !claimed.isEmpty() && claimed.equals(other);
  }
}
