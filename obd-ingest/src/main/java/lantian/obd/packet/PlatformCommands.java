package lantian.obd.packet;

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
}
