package lantian.obd.terminal;

import lantian.obd.frame.Frame;
import lantian.obd.packet.Command;
import lantian.obd.packet.PlatformCommands;

/** Byte form of an answer (应答格式). See spec clause 5. */
enum AnswerForm {
  /** No answer is due. */
  SILENT(0, false),
  /** The head goes back, empty unit. */
  ECHO(25, false),
  /** The head goes back with our time; answers a time sync and need not wait for storage. */
  ECHO_TIME(31, true),
  /** The head goes back with status and info of an activation. */
  ACTIVATION(27, false),
  /** Flag and the time of the answered unit. */
  PLATFORM(31, false),
  /** Flag and our time; answers a time sync and need not wait for storage. */
  PLATFORM_TIME(31, true);

  /** Length of the longest form. */
  static final int LONGEST = 31;

  private static final int FLAG_COMMAND = 0xFE;

  private final int length;
  private final boolean fast;

  AnswerForm(int length, boolean fast) {
    this.length = length;
    this.fast = fast;
  }

  /** Bytes of the whole answer frame. */
  int length() {
    return length;
  }

  /** True for the answers to time sync, which carry our time at writing. */
  boolean fast() {
    return fast;
  }

  /**
   * The form that answers a frame. A frame in platform style is answered as such under any policy
   * and whatever its command: its flag alone tells commands from answers.
   */
  static AnswerForm of(Frame frame, AckPolicy policy, PlatformCommands commands) {
    if (frame.platformStyle()) {
      return frame.responseFlag() == FLAG_COMMAND ? platform(commands.purpose(frame)) : SILENT;
    }
    return switch (policy) {
      case NONE -> frame.command() == Command.TIME_SYNC ? ECHO_TIME : SILENT;
      case ECHO -> echo(frame.command());
      case PLATFORM -> terminals(frame.command());
      case CITY_ZZ -> CityCommand.form(frame.command());
    };
  }

  /** The form of the policy that only echoes. */
  static AnswerForm echo(int command) {
    return switch (command) {
      case Command.LOGIN,
          Command.REALTIME,
          Command.REISSUE,
          Command.LOGOUT,
          Command.REMOVAL_ALARM ->
          ECHO;
      case Command.TIME_SYNC -> ECHO_TIME;
      case Command.ACTIVATION -> ACTIVATION;
      default -> SILENT;
    };
  }

  /** Only a time sync goes before storage; a login under its code does not. */
  private static AnswerForm platform(PlatformCommands.Purpose purpose) {
    return switch (purpose) {
      case LOGIN, LOGOUT, FORWARDED -> PLATFORM;
      case TIME_SYNC -> PLATFORM_TIME;
    };
  }

  /** The form for terminals that are answered like platforms. */
  private static AnswerForm terminals(int command) {
    return switch (command) {
      case Command.ACTIVATION_ANSWER -> SILENT;
      case Command.TIME_SYNC -> PLATFORM_TIME;
      default -> PLATFORM;
    };
  }
}
