package lantian.obd.read;

/** What can be printed as JSON lines, and with which time its bounds are compared (导出内容). */
public enum Export {
  /**
   * Logical packets: every distinct frame once per VIN, however often it was sent; by time of
   * receipt. A frame of a platform stands under the VIN of its own header.
   */
  PACKETS("packets"),
  /** Merged items, one line per vehicle, second and type; by collection time. */
  SAMPLES("samples"),
  /** Findings, withdrawn ones too; those that touch the span in collection time. */
  FINDINGS("findings"),
  /** Contradicting copies of items; by collection time. */
  CONFLICTS("conflicts"),
  /** Frames that could not be taken; by time of receipt. */
  QUARANTINE("quarantine"),
  /** Every entry of the raw log as stored, repetitions too; by time of receipt. */
  LOG("log");

  private final String word;

  Export(String word) {
    this.word = word;
  }

  /** Its name on the command line. */
  public String word() {
    return word;
  }
}
