package lantian.obd.terminal;

import lantian.obd.filing.Filing;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of its hardware (终端身份声明).
 *
 * @param iccid ICCID of its login, empty if it never logged in
 * @param chipId chip id of its activation as 32 hex digits, empty if it sent none
 */
record Identity(String iccid, String chipId) {
  static final Identity NONE = new Identity("", "");

  /** True if it names what was filed. */
  boolean fits(@Nullable Filing filing) {
    return filing != null && (said(iccid, filing.iccid()) || said(chipId, filing.chipId()));
  }

  /** True if both name the same hardware. */
  boolean same(Identity other) {
    return said(iccid, other.iccid) || said(chipId, other.chipId);
  }

  private static boolean said(String claimed, @Nullable String other) {
    return !claimed.isEmpty() && claimed.equalsIgnoreCase(other);
  }
}
