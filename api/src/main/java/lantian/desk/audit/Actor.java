package lantian.desk.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who acted (操作者).
 *
 * @param kind what kind of actor
 * @param name sign-in name, key id or operating-system user
 * @param role role at that time, null where there is none
 * @param organisation organisation at that time, null where there is none
 * @param address the peer's IP address, null on the command line
 */
public record Actor(
    Kind kind,
    String name,
    @Nullable String role,
    @Nullable String organisation,
    @Nullable String address) {

  /** What kind of actor. */
  public enum Kind {
    /** A person with a local account. */
    USER,
    /** A program with a machine key. */
    MACHINE,
    /** Somebody at the command line of the server. */
    COMMAND_LINE,
    /** Somebody who has not signed in. */
    UNKNOWN,
    /** The desk itself. */
    DESK
  }

  /** The desk itself. */
  public static final Actor DESK = new Actor(Kind.DESK, "desk", null, null, null);

  /** The operating-system user at the command line. */
  public static Actor commandLine(String osUser) {
    return new Actor(Kind.COMMAND_LINE, osUser, null, null, null);
  }

  /** Somebody who claims a name and has not proved it. */
  public static Actor unknown(String claimedName, String address) {
    return new Actor(Kind.UNKNOWN, claimedName, null, null, address);
  }
}
