package lantian.obd.frame;

import org.jspecify.annotations.Nullable;

/** Judges the 24 header bytes of a candidate (帧头校验). See spec clause 2, rule 2. */
final class HeaderCheck {
  private static final boolean[] VIN_BYTE = new boolean[256];

  static {
    for (int c = '0'; c <= '9'; c++) {
      VIN_BYTE[c] = true;
    }
    for (int c = 'A'; c <= 'Z'; c++) {
      VIN_BYTE[c] = true;
      VIN_BYTE[c + 'a' - 'A'] = true;
    }
    VIN_BYTE[0] = true;
    VIN_BYTE[' '] = true;
  }

  private HeaderCheck() {}

  /** Length of the data unit that the header claims, 0–65535. */
  static int unitLength(byte[] bytes, int at) {
    return ((bytes[at + 22] & 0xFF) << 8) | (bytes[at + 23] & 0xFF);
  }

  /** The reason to refuse the header at {@code at}, or null if a frame may begin there. */
  static @Nullable Refusal refusal(byte[] bytes, int at, int maxUnit) {
    if (unitLength(bytes, at) > maxUnit) {
      return Refusal.LEN;
    }
    int command = bytes[at + 2] & 0xFF;
    if (command < 0x01 || (command > 0x0D && command < 0x80) || command == 0xFF) {
      return Refusal.HEADER;
    }
    int third = bytes[at + 3] & 0xFF;
    int vin = third == 0x01 || third == 0x02 || third == 0x03 || third == 0xFE ? at + 4 : at + 3;
    for (int i = vin; i < vin + 17; i++) {
      if (!VIN_BYTE[bytes[i] & 0xFF]) {
        return Refusal.HEADER;
      }
    }
    int encryption = bytes[at + 21] & 0xFF;
    boolean known = (encryption >= 0x01 && encryption <= 0x05) || encryption >= 0xFE;
    return known ? null : Refusal.HEADER;
  }

  /** True if {@code ##} is followed by four ASCII digits, as every HJ 212 text begins. */
  static boolean hj212(byte[] bytes, int at) {
    if (bytes[at] != '#') {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }
}
