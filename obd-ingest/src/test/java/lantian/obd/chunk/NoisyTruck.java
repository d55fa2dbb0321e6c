package lantian.obd.chunk;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * A truck whose every sensor has noise of the size seen in recordings, for measuring chunks. Not a
 * model of an engine.
 */
public final class NoisyTruck {
  private final SplittableRandom random;
  private double speed = 40;
  private double target = 60;
  private double load = 40;
  private double heat = 280;
  private double lon = 120.6;
  private double lat = 31.3;
  private double odometer;
  private double reagent = 80;

  public NoisyTruck(long seed) {
    random = new SplittableRandom(seed);
    odometer = 50_000 + random.nextInt(400_000);
  }

  /** The stream body of the next second. */
  public byte[] next() {
    if (random.nextInt(60) == 0) {
      target = random.nextInt(5) == 0 ? 0 : random.nextDouble(20, 90);
    }
    double was = speed;
    speed = Math.max(0, speed + Math.clamp(target - speed, -2.5, 0.9) * random.nextDouble());
    load = 0.8 * load + 0.2 * Math.clamp(30 + 40 * (speed - was) + speed / 3, 0, 100);
    heat += (200 + 1.8 * load - heat) / 90;
    odometer += speed / 3600;
    reagent -= speed * load * 1e-7;
    lon += speed * 2.6e-6 * 0.8;
    lat += speed * 2.6e-6 * 0.3;
    double rpm = speed < 1 ? 650 : 1000 + speed % 25 * 28;
    double nox = 200 + 9 * load;
    return ByteBuffer.allocate(37)
        .putShort(u16(speed < 1 ? 0 : (speed + gauss(0.05)) * 256))
        .put(u8(202))
        .put(u8(125 + load + gauss(1)))
        .put(u8(125 + 8 + load / 30))
        .putShort(u16((rpm + gauss(6)) * 8))
        .putShort(u16((2 + load * rpm / 4500 + gauss(0.3)) * 20))
        .putShort(u16((nox + gauss(8) + 200) * 20))
        .putShort(u16((nox * 0.06 + gauss(2) + 200) * 20))
        .put(u8(reagent / 0.4))
        .putShort(u16((rpm / 4 + load * 2 + gauss(4)) * 20))
        .putShort(u16((heat + gauss(0.4) + 273) * 32))
        .putShort(u16((heat - 25 + gauss(0.3) + 273) * 32))
        .putShort(u16((1 + load / 40 + gauss(0.1)) * 10))
        .put(u8(40 + 84 + gauss(0.2)))
        .put(u8(62 / 0.4))
        .put((byte) 0)
        .putInt((int) Math.round((lon + gauss(1.5e-6)) * 1e6))
        .putInt((int) Math.round((lat + gauss(1.5e-6)) * 1e6))
        .putInt((int) (odometer * 10))
        .array();
  }

  private double gauss(double sigma) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum * sigma;
  }

  private static byte u8(double raw) {
    return (byte) Math.clamp(Math.round(raw), 0, 250);
  }

  private static short u16(double raw) {
    return (short) Math.clamp(Math.round(raw), 0, 0xFAFE);
  }
}
