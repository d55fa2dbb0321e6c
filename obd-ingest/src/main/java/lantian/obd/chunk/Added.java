package lantian.obd.chunk;

/** What adding an item to an open chunk came to. */
public enum Added {
  /** First item of its second and type. */
  NEW,
  /** The same body was there already; its earliest source per proof is kept. */
  SAME,
  /** Another body is there for this second and type; all are kept (数据冲突). */
  CONFLICT
}
