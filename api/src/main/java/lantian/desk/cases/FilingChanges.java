package lantian.desk.cases;

import java.util.List;

/** Changes of what is filed of subjects (备案变更), in an order that skips none. Calls block. */
@FunctionalInterface
public interface FilingChanges {
  /**
   * One change.
   *
   * @param cursor its place in the order
   * @param subject of whom
   */
  record Change(long cursor, String subject) {
    /** Without the personal subject. */
    @Override
    public String toString() {
      return "Change[" + cursor + "]";
    }
  }

  /** Those behind a cursor, oldest first; 0 is the beginning. */
  List<Change> after(long cursor, int limit);
}
