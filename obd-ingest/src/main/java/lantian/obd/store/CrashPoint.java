package lantian.obd.store;

/** Where a test may end the projector, as a kill would; does nothing otherwise. */
@FunctionalInterface
interface CrashPoint {
  /** Never ends anything. */
  CrashPoint NONE = place -> {};

  /** Called at a place; throws to end everything there. */
  void reached(Place place);

  /** Places at which a kill leaves something half done. */
  enum Place {
    /** A batch is in the log and nothing of it is projected. */
    BATCH_TAKEN,
    /** Before anything of a flush is written. */
    FLUSH_BEGUN,
    /** Chunks are written, nothing that refers to them. */
    CHUNKS_WRITTEN,
    /** Pending days are written, the memory that passed them is not. */
    TELLINGS_WRITTEN,
    /** Vehicles are written, the watermark is not. */
    VEHICLES_WRITTEN,
    /** A day is judged and nothing of it is written. */
    DAY_JUDGED,
    /** A day and its end memory are written, its findings are not. */
    RULING_WRITTEN,
    /** Everything of a day is written, and it is still pending. */
    DAY_WRITTEN,
    /** Before watermarks move. */
    WATERMARK_DUE
  }
}
