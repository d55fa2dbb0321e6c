package lantian.obd.terminal;

import lantian.obd.frame.Frame;
import lantian.obd.packet.Command;

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

  /** The form that answers a frame. A platform-style frame is answered as such under any policy. */
  static AnswerForm of(Frame frame, AckPolicy policy) {
    if (frame.platformStyle()) {
      return frame.responseFlag() == FLAG_COMMAND ? platform(frame) : SILENT;
    }
    return switch (policy) {
      case NONE -> frame.command() == Command.TIME_SYNC ? ECHO_TIME : SILENT;
      case ECHO -> echo(frame.command());
      case PLATFORM -> platform(frame);
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

  private static AnswerForm platform(Frame frame) {
    return switch (frame.command()) {
      case Command.ACTIVATION_ANSWER -> SILENT;
      case Command.TIME_SYNC -> PLATFORM_TIME;
      default -> PLATFORM;
    };
  }
}
