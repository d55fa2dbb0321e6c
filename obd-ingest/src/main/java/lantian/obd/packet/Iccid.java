package lantian.obd.packet;

/** ICCIDs as logins bring them (SIM卡号): what can be one, and a short digest of it. */
public final class Iccid {
  /** Digest where nobody can say which card it was. */
  public static final long UNKNOWN = 0;

  private static final int LEAST = 19;
  private static final int MOST = 20;
  private static final long FNV_BASIS = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private Iccid() {}

  /**
   * Digest of an ICCID, {@link #UNKNOWN} for what can't be one: those of cards have 19 or 20 digits
   * or capital letters and begin with 89; a modem that is not ready yet gives zeros or less.
   */
  public static long digest(String text) {
    if (text.length() < LEAST || text.length() > MOST || !text.startsWith("89")) {
      return UNKNOWN;
    }
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
        return UNKNOWN;
      }
      hash = (hash ^ c) * FNV_PRIME;
    }
    return hash == UNKNOWN ? 1 : hash;
  }
}
