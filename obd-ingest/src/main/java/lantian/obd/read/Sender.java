package lantian.obd.read;

/** How well the sender of something is proven (身份可信级别). */
public enum Sender {
  /** The VIN is only claimed. */
  CLAIMED,
  /** The ICCID of the connection's login equals the one filed. */
  BOUND,
  /** Signed under the key filed. */
  SIGNED;

  /** True if it counts as proven. */
  public boolean verified() {
    return this != CLAIMED;
  }
}
