package lantian.obd.packet;

/**
 * Quality of one field (数据质量码), decided from its raw word alone. The first match wins. See spec
 * clause 4.5.
 */
public enum Quality {
  /** An ordinary measurement. */
  VALID("有效"),
  /** All ones: the sender has no value. */
  INVALID("无效"),
  /** High byte 0xFE: the sensor or controller reports an error. */
  ERROR_INDICATOR("故障指示"),
  /** Above the valid range, or a coordinate past its limit. */
  OUT_OF_RANGE("超出范围"),
  /** Exactly the greatest valid word of 16 or 32 bits: kept and shown, but never an exceedance. */
  SATURATED("饱和");

  private final String zh;

  Quality(String zh) {
    this.zh = zh;
  }

  /** The Chinese word. */
  public String zh() {
    return zh;
  }

  /** True if the field has a physical value at all. */
  public boolean hasValue() {
    return this == VALID || this == SATURATED;
  }
}
