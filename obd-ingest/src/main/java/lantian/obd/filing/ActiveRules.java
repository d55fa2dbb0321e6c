package lantian.obd.filing;

import java.util.List;

/**
 * The rule sets that two people have put in force (启用的规则集), besides those of the program. The desk
 * implements it.
 *
 * <p>Calls may block and may throw a {@link RuntimeException} when it can't be reached; nobody
 * begins to judge then until it can be.
 */
@FunctionalInterface
public interface ActiveRules {
  /** Nobody has put any in force. */
  ActiveRules NONE = List::of;

  /** All of them, those of days to come too, in any order. */
  List<File> active();

  /**
   * One set.
   *
   * @param id its id, whose content never changes
   * @param body its file, JSON
   */
  record File(String id, byte[] body) {}
}
