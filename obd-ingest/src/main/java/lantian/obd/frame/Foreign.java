package lantian.obd.frame;

/** Protocols that reach these ports by mistake (误接协议). */
public enum Foreign {
  /** HJ 212 text: {@code ##} followed by four digits of length. */
  HJ212,
  /** GB/T 32960 (new-energy vehicles): {@code ##} with a platform-style header from a terminal. */
  GBT32960
}
