package lantian.desk.outbox;

/** Where a test may end the publisher, as a kill would; does nothing otherwise. */
@FunctionalInterface
interface CrashPoint {
  /** Never ends anything. */
  CrashPoint NONE = place -> {};

  /** Called at a place; throws to end everything there. */
  void reached(Place place);

  /** Places at which a kill leaves something half done. */
  enum Place {
    /** The lease is held and nothing has been read. */
    HELD,
    /** Notices have been read and have no places. */
    READ,
    /** They have places and are not marked. */
    APPENDED,
    /** They are marked and nobody has been woken. */
    MARKED
  }
}
