package lantian.desk.rules;

import java.util.List;

/** A room that judges by dated rule sets (按规则集判定的业务). */
public interface RuleRoom {
  /** Short constant name. */
  String name();

  /** Sets that come with the program and are in force without anybody's act. */
  List<RuleText> builtIn();

  /**
   * Reads a set as its file says it.
   *
   * @param body JSON
   * @throws IllegalArgumentException with one clear line if the room could not judge by it
   */
  RuleText read(byte[] body);
}
