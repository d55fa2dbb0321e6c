package lantian.obd.rule;

import java.nio.ByteBuffer;

/** Bodies of info types 0x02 and 0x01 put together byte by byte, for tests. */
public final class StreamBody {
  private static final int LENGTH = 37;
  private final ByteBuffer bytes = ByteBuffer.allocate(LENGTH);

  /** A warm truck under way: 1400 rpm, 20 L/h, 300 °C, NOx 50 ppm, reagent 60 %. */
  public StreamBody() {
    u16(0, 60 * 256).u8(2, 200).u8(3, 165).u8(4, 130).rpm(1400 * 8).fuel(400).nox(5000);
    u16(9, 14_000).level(150).u16(14, 6000).inlet(celsius(300)).outlet(celsius(280));
    u16(20, 10).u8(22, 125).u8(23, 120).u8(24, 1).odometer(1_000_000);
  }

  /** Raw word of a temperature. */
  public static int celsius(double celsius) {
    return (int) Math.round((celsius + 273) * 32);
  }

  /** Raw word of a concentration. */
  public static int ppm(double ppm) {
    return (int) Math.round((ppm + 200) * 20);
  }

  /** Engine speed in 0.125 rpm. */
  public StreamBody rpm(int raw) {
    return u16(5, raw);
  }

  /** Vehicle speed in 1/256 km/h. */
  public StreamBody speed(int raw) {
    return u16(0, raw);
  }

  /** Fuel rate in 0.05 L/h. */
  public StreamBody fuel(int raw) {
    return u16(7, raw);
  }

  /** Downstream NOx as a raw word. */
  public StreamBody nox(int raw) {
    return u16(11, raw);
  }

  /** Upstream NOx as a raw word. */
  public StreamBody upstream(int raw) {
    return u16(9, raw);
  }

  /** Intake air in 0.05 kg/h. */
  public StreamBody intake(int raw) {
    return u16(14, raw);
  }

  /** Differential pressure of the particulate filter in 0.1 kPa. */
  public StreamBody filter(int raw) {
    return u16(20, raw);
  }

  /** Coolant temperature as a raw word. */
  public StreamBody coolant(int raw) {
    return u8(22, raw);
  }

  /** Reagent level in 0.4 %. */
  public StreamBody level(int raw) {
    return u8(13, raw);
  }

  /** SCR inlet temperature as a raw word. */
  public StreamBody inlet(int raw) {
    return u16(16, raw);
  }

  /** SCR outlet temperature as a raw word. */
  public StreamBody outlet(int raw) {
    return u16(18, raw);
  }

  /** Odometer in 0.1 km. */
  public StreamBody odometer(long raw) {
    bytes.putInt(33, (int) raw);
    return this;
  }

  /** Location state, and longitude and latitude in microdegrees. */
  public StreamBody place(int state, long longitude, long latitude) {
    bytes.putInt(25, (int) longitude).putInt(29, (int) latitude);
    return u8(24, state);
  }

  /** Any one byte. */
  public StreamBody u8(int offset, int raw) {
    bytes.put(offset, (byte) raw);
    return this;
  }

  /** Any one word. */
  public StreamBody u16(int offset, int raw) {
    bytes.putShort(offset, (short) raw);
    return this;
  }

  /** The body's bytes. */
  public byte[] bytes() {
    return bytes.array().clone();
  }

  /** An OBD block that says nothing but its lamp and its number of trouble codes (none listed). */
  public static byte[] obd(int mil, int dtcCount) {
    int listed = dtcCount < 254 ? dtcCount : 0;
    byte[] block = new byte[96 + 4 * listed];
    block[0] = 2;
    block[1] = (byte) mil;
    block[95] = (byte) dtcCount;
    return block;
  }
}
