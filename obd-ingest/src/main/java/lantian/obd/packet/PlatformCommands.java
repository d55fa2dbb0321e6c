package lantian.obd.packet;

import lantian.obd.frame.Frame;

/**
 * Command bytes of platform login and logout (平台登入登出). Sources disagree, so it is a setting,
 * unverified.
 *
 * @param login command of a platform login, 0x07 or 0x05
 * @param logout command of a platform logout, 0x08 or 0x06
 */
public record PlatformCommands(int login, int logout) {
  /** 0x07 and 0x08. */
  public static final PlatformCommands DEFAULT = new PlatformCommands(0x07, 0x08);

  /** Whom a command in platform style is about. */
  public enum Purpose {
    /** The platform logs in. */
    LOGIN,
    /** The platform logs out. */
    LOGOUT,
    /** The platform asks for our time. */
    TIME_SYNC,
    /** A vehicle: what its terminal sent is forwarded. */
    FORWARDED
  }

  /**
   * What a frame in platform style with flag 0xFE is for. The codes are also those of terminals, so
   * an original packet inside decides before the code does: a forwarded activation is no login.
   */
  public Purpose purpose(Frame frame) {
    int command = frame.command();
    boolean own = command == login || command == logout || command == Command.TIME_SYNC;
    if (!own || Nesting.plain(frame)) {
      return Purpose.FORWARDED;
    }
    if (command == login) {
      return Purpose.LOGIN;
    }
    return command == logout ? Purpose.LOGOUT : Purpose.TIME_SYNC;
  }
}
