package lantian.obd.chunk;

/** How well a packet's sender is proven (身份可信级别), weakest first. */
public enum Trust {
  /** The VIN is only claimed. */
  CLAIMED,
  /** The ICCID of the connection's login equals the one filed (备案绑定). */
  BOUND,
  /** Signed under the key filed for the VIN at the time (签名验证通过). */
  SIGNED;

  /** True if the sender counts as proven. */
  public boolean verified() {
    return this != CLAIMED;
  }
}
