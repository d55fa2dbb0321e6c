package lantian.obd.terminal;

import lantian.obd.packet.Command;

/** Command bytes of {@link AckPolicy#CITY_ZZ} (郑州方言), seen in one source and unverified. */
final class CityCommand {
  private static final int TIME_SYNC = 0xC0;
  private static final int TIME_SYNC_ANSWER = 0xC1;
  private static final int LOGIN = 0xC2;
  private static final int LOGIN_ANSWER = 0xC3;
  private static final int UPLOAD_ANSWER = 0xF0;

  private CityCommand() {}

  static AnswerForm form(int command) {
    return switch (command) {
      case TIME_SYNC -> AnswerForm.ECHO_TIME;
      case LOGIN -> AnswerForm.ECHO;
      default -> AnswerForm.echo(command);
    };
  }

  /** Command byte of the answer. */
  static int answer(int command) {
    return switch (command) {
      case TIME_SYNC -> TIME_SYNC_ANSWER;
      case LOGIN -> LOGIN_ANSWER;
      case Command.REALTIME, Command.REISSUE -> UPLOAD_ANSWER;
      default -> command;
    };
  }
}
