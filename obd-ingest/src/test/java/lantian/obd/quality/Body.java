package lantian.obd.quality;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A 37-byte stream body of an honest truck on the motorway, written by the offsets of the spec. */
final class Body {
  static final int CELSIUS = 32;
  static final int PPM = 20;
  private final ByteBuffer bytes = ByteBuffer.allocate(37);

  Body(long second) {
    Arrays.fill(bytes.array(), (byte) 0xFF);
    speed(72).rpm(1_200).torque(45).fuel(20).nox(500, 20).reagent(60).scr(300, 280);
    coolant((int) (85 + second % 2))
        .place(120.6 + (second - Shipment.START) * 2e-4, 31.3)
        .odometer(second / 5);
  }

  Body u8(int at, int raw) {
    bytes.put(at, (byte) raw);
    return this;
  }

  Body u16(int at, int raw) {
    bytes.putShort(at, (short) raw);
    return this;
  }

  Body u32(int at, long raw) {
    bytes.putInt(at, (int) raw);
    return this;
  }

  Body speed(double kmh) {
    return u16(0, (int) (kmh * 256));
  }

  Body rpm(double rpm) {
    return u16(5, (int) (rpm * 8));
  }

  Body torque(int percent) {
    return u8(3, percent + 125);
  }

  Body fuel(double litres) {
    return u16(7, (int) (litres * 20));
  }

  Body nox(int up, int down) {
    return u16(9, (up + 200) * PPM).u16(11, (down + 200) * PPM);
  }

  Body reagent(double percent) {
    return u8(13, (int) (percent / 0.4));
  }

  Body scr(int in, int out) {
    return u16(16, (in + 273) * CELSIUS).u16(18, (out + 273) * CELSIUS);
  }

  Body coolant(int celsius) {
    return u8(22, celsius + 40);
  }

  Body place(double lon, double lat) {
    return u8(24, 0).u32(25, Math.round(lon * 1e6)).u32(29, Math.round(lat * 1e6));
  }

  /** In steps of 0.1 km. */
  Body odometer(long steps) {
    return u32(33, steps);
  }

  byte[] bytes() {
    return bytes.array();
  }
}
