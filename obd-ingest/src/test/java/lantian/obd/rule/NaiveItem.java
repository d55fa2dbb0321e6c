package lantian.obd.rule;

import lantian.proto.Vin;

/**
 * One copy of an item as it came, decoded anew by whoever asks.
 *
 * @param vin whose
 * @param second collection time, epoch second
 * @param type info type code
 * @param body the body's bytes
 * @param trust 0 claimed, 1 bound, 2 signed
 * @param card ICCID of the terminal that sent it, empty if nobody can say
 */
public record NaiveItem(Vin vin, long second, int type, byte[] body, int trust, String card) {
  private static final int U8_MOST = 0xFA;
  private static final int U16_MOST = 0xFAFF;
  private static final long U32_MOST = 0xFAFFFFFFL;

  public NaiveItem(Vin vin, long second, int type, byte[] body, int trust) {
    this(vin, second, type, body, trust, "");
  }

  /** The same item from another card. */
  public NaiveItem from(String other) {
    return new NaiveItem(vin, second, type, body, trust, other);
  }

  /** A measurement, or −1 if it is invalid, out of range, saturated or not carried. */
  long engineSpeed() {
    return type == 2 || type == 3 || type == 5 ? u16(5) : -1;
  }

  long speed() {
    return u16(0);
  }

  boolean carriesEngineSpeed() {
    return type == 2 || type == 3 || type == 5;
  }

  /** Net torque in per cent, a value that can't be if it is missing. */
  long torque() {
    long raw = word(3, 1);
    return raw > U8_MOST ? -200 : raw - 125;
  }

  long fuelRate() {
    return u16(7);
  }

  long noxDownstream() {
    return u16(11);
  }

  boolean noxSaturated() {
    return word(11, 2) == U16_MOST;
  }

  long reagentLevel() {
    long raw = word(13, 1);
    return raw > U8_MOST ? -1 : raw;
  }

  long noxUpstream() {
    return u16(9);
  }

  long intake() {
    return u16(14);
  }

  long filterPressure() {
    return u16(20);
  }

  long coolant() {
    long raw = word(22, 1);
    return raw > U8_MOST ? -1 : raw;
  }

  long inlet() {
    return u16(16);
  }

  long outlet() {
    return u16(18);
  }

  long odometer() {
    long raw = word(33, 4);
    return raw >= U32_MOST ? -1 : raw;
  }

  int mil() {
    return body[1] & 0xFF;
  }

  int dtcCount() {
    int count = body[95] & 0xFF;
    return count >= 254 ? -1 : count;
  }

  private long u16(int offset) {
    long raw = word(offset, 2);
    return raw >= U16_MOST ? -1 : raw;
  }

  private long word(int offset, int width) {
    long raw = 0;
    for (int i = 0; i < width; i++) {
      raw = (raw << 8) | (body[offset + i] & 0xFF);
    }
    return raw;
  }
}
