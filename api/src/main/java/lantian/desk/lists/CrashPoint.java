package lantian.desk.lists;

/** Where a test may end the follower, as a kill would; does nothing otherwise. */
@FunctionalInterface
interface CrashPoint {
  /** Never ends anything. */
  CrashPoint NONE = place -> {};

  /** Called at a place; throws to end everything there. */
  void reached(Place place);

  /** Places at which a kill leaves something half done. */
  enum Place {
    /** A list has been read and no case of it moved. */
    READ,
    /** A case has been moved, and the list does not say so. */
    MOVED,
    /** The list says what became of some of its rows. */
    NOTED
  }
}
