package lantian.deploy.simulate.wire;

/**
 * One item as a terminal collected it (采集项).
 *
 * @param second collection second, epoch
 * @param type info type: 0x01 OBD block, 0x02 stream
 * @param body the body's bytes, not copied
 */
public record Sample(long second, int type, byte[] body) {
  /** Info type of the OBD block. */
  public static final int OBD = 0x01;

  /** Info type of the engine and aftertreatment stream. */
  public static final int STREAM = 0x02;
}
