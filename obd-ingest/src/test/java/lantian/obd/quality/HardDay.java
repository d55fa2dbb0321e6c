package lantian.obd.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A few hundred hard seconds: states that come and go, fields without values, gaps, reissues, late
 * and repeated packets, conflicts, another kind of stream.
 */
final class HardDay {
  private final SplittableRandom random;
  private final Shipment shipment = new Shipment();
  private double speed = 60;
  private double rpm = 1_200;
  private int coolant = 85;
  private double reagent = 60;
  private long odometer = 1_000_000;
  private double lon = 120.6;
  private boolean equal;
  private boolean bypassed;
  private boolean frozen;
  private boolean cold;
  private byte[] before = new byte[37];

  HardDay(SplittableRandom random) {
    this.random = random;
  }

  Shipment shipment() {
    long second = Shipment.START + random.nextInt(100);
    int flow = 1 + random.nextInt(3);
    for (int packet = 0; packet < 60; packet++) {
      second += maybe(8) ? random.nextInt(90) : 0;
      List<Shipment.One> items = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        second += maybe(15) ? 2 + random.nextInt(12) : 1;
        items.add(item(second));
        if (maybe(60)) {
          items.add(new Shipment.One(second, maybe(2) ? 1 : 3, other()));
        }
      }
      flow += maybe(6) ? 1 + random.nextInt(3) : 1;
      ship(items.toArray(Shipment.One[]::new), maybe(9) ? -1 : flow, second);
    }
    return shipment;
  }

  private void ship(Shipment.One[] items, int flow, long second) {
    int kind = random.nextInt(12);
    long late =
        switch (kind) {
          case 0 -> 59 + random.nextInt(12);
          case 1 -> 71 * 3_600 + random.nextInt(7_200);
          case 2 -> 3_600;
          default -> 1;
        };
    int command = maybe(6) ? Shipment.REISSUE : Shipment.REALTIME;
    if (kind == 3) {
      return; // Never sent.
    }
    shipment.send(command, flow, random.nextInt(3), second + late, items);
    if (maybe(6)) {
      int again = maybe(2) ? Shipment.REISSUE : Shipment.REALTIME;
      shipment.send(again, flow, random.nextInt(3), second + random.nextInt(200_000), items);
    }
    if (maybe(8)) {
      Shipment.One one = items[random.nextInt(items.length)];
      byte[] body = one.body().clone();
      body[random.nextInt(body.length)] ^= 1;
      shipment.send(
          Shipment.REALTIME,
          flow,
          1,
          second + random.nextInt(100),
          new Shipment.One(one.second(), one.type(), body));
    }
  }

  private Shipment.One item(long second) {
    change();
    if (frozen) {
      return new Shipment.One(second, 2, before.clone());
    }
    odometer += maybe(5) ? 1 : 0;
    lon += speed / 3.6 / 95_000;
    Body body = new Body(second).speed(speed).rpm(rpm).coolant(coolant).reagent(reagent);
    body.odometer(odometer).place(lon, 31.3).torque(random.nextInt(-10, 80));
    body.fuel(rpm > 0 || maybe(20) ? 15 : 0);
    int in = cold ? 150 + random.nextInt(80) : 240 + random.nextInt(30);
    body.scr(in, equal ? in : in - random.nextInt(60));
    body.nox(random.nextInt(200, 400), bypassed ? random.nextInt(500, 700) : random.nextInt(60));
    spoil(body);
    before = body.bytes();
    return new Shipment.One(second, 2, body.bytes());
  }

  private void change() {
    speed = maybe(25) ? (maybe(3) ? 0 : random.nextInt(90)) : speed;
    rpm = maybe(30) ? (maybe(2) ? 0 : 300 + random.nextInt(1_500)) : rpm;
    coolant = maybe(20) ? random.nextInt(80, 90) : coolant;
    reagent = maybe(40) ? random.nextInt(20, 100) : reagent;
    odometer += maybe(60) ? random.nextInt(-20, 40) : 0;
    lon += maybe(60) ? 0.02 : 0;
    equal ^= maybe(30);
    bypassed ^= maybe(30);
    cold ^= maybe(50);
    frozen = frozen ? !maybe(12) : maybe(60);
  }

  /** Fields that are invalid, in error, out of range, or at their greatest word. */
  private void spoil(Body body) {
    int[] words = {0, 5, 7, 9, 11, 16, 18};
    int[] bytes = {3, 13, 22};
    int[] bad = {0xFFFF, 0xFEFF, 0xFFF0, 0xFAFF};
    for (int at : words) {
      if (maybe(25)) {
        body.u16(at, bad[random.nextInt(bad.length)]);
      }
    }
    for (int at : bytes) {
      if (maybe(25)) {
        body.u8(at, maybe(2) ? 0xFF : 0xFB);
      }
    }
    if (maybe(25)) {
      body.u8(24, random.nextInt(8));
    }
    if (maybe(40)) {
      body.u32(33, maybe(2) ? 0xFFFFFFFFL : 0xFAFFFFFFL);
    }
    if (maybe(60)) {
      body.u32(25, 0xFFFFFFFFL);
    }
  }

  private byte[] other() {
    byte[] body = new byte[30];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) random.nextInt(100);
    }
    return body;
  }

  private boolean maybe(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
