package lantian.desk.cases;

/** Where a test may end a write, as a kill would; does nothing otherwise. */
@FunctionalInterface
interface CrashPoint {
  /** Never ends anything. */
  CrashPoint NONE = place -> {};

  /** Called at a place; throws to end everything there. */
  void reached(Place place);

  /** Places between which a case is before or after a move. */
  enum Place {
    /** All is checked and nothing is written. */
    WRITE_DUE,
    /** It is written and nobody has been told. */
    WRITTEN
  }
}
