package lantian.obd.terminal;

import java.nio.charset.StandardCharsets;

/**
 * Terminals of a listener that get other answers than the rest (终端分组应答).
 *
 * @param vinPrefix how their VINs begin, 1 to 17 characters
 * @param policy what they are answered
 */
public record AckGroup(String vinPrefix, AckPolicy policy) {
  /** Refuses a prefix that can't be that of a VIN. */
  public AckGroup {
    if (!vinPrefix.matches("[0-9A-Za-z]{1,17}")) {
      throw new IllegalArgumentException("vinPrefix must be 1 to 17 letters and digits");
    }
  }

  /** True if the VIN at {@code at} begins so. */
  boolean holds(byte[] bytes, int at) {
    byte[] prefix = vinPrefix.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
