package lantian.obd.terminal;

import lantian.proto.Vin;

/**
 * A terminal that sends under a VIN over one connection (终端会话).
 *
 * <p>Begins with the first whole frame of a VIN, whether or not it is a login. Written by the
 * connection's event loop; the flags of others are written under the registry's lock of the VIN.
 */
final class Session {
  private final Vin vin;
  private final Link link;
  private final long sinceMillis;
  private volatile long number;
  private volatile Identity identity = Identity.NONE;
  private volatile boolean loggedIn;
  private volatile boolean verified;
  private volatile boolean contested;
  private volatile long lastMillis;

  /** A session; of two, the one that began or logged in later has the greater number. */
  Session(Vin vin, Link link, long number, long sinceMillis) {
    this.vin = vin;
    this.link = link;
    this.number = number;
    this.sinceMillis = sinceMillis;
    this.lastMillis = sinceMillis;
  }

  Vin vin() {
    return vin;
  }

  Link link() {
    return link;
  }

  long number() {
    return number;
  }

  Identity identity() {
    return identity;
  }

  /**
   * A login or a proven activation told something about the hardware; it has to be verified again.
   */
  void identify(Identity claimed) {
    identity = claimed;
    verified = false;
  }

  /** The terminal has said goodbye; what it says of its hardware still holds. */
  void loggedOut() {
    loggedIn = false;
  }

  /** A login makes it the latest of its VIN. */
  void loggedIn(long newNumber) {
    number = newNumber;
    loggedIn = true;
  }

  boolean verified() {
    return verified;
  }

  void verified(boolean fits) {
    verified = fits;
  }

  void contested(boolean others) {
    contested = others;
  }

  void seen(long millis) {
    lastMillis = millis;
  }

  /** True if this is the VIN at {@code at}. */
  boolean under(byte[] bytes, int at) {
    String text = vin.text();
    for (int i = 0; i < Vin.LENGTH; i++) {
      if (text.charAt(i) != (char) (bytes[at + i] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  SessionView view() {
    return new SessionView(
        vin,
        link.door().number(),
        link.address(),
        sinceMillis,
        lastMillis,
        loggedIn,
        verified,
        contested);
  }
}
