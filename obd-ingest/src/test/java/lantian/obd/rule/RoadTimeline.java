package lantian.obd.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Vin;

/**
 * A drive across midnight that is hard on the rules for terminal and data: an odometer that falls
 * back, takes turns with another, stops, runs fast or says nonsense; silences with and without
 * driving; positions that jump, stray, freeze, go missing or are forged; data that comes again or
 * stands still; gaps around every limit, unproven spells and conflicting copies. An honest one has
 * nothing of that but gaps, missing words and rests.
 */
final class RoadTimeline implements SeededDrive {
  /** 2026-03-01 23:30:00 +08:00. */
  private static final long START = 1_772_379_000L;

  private static final int SECONDS = 3600;
  private static final Vin VEHICLE = new Vin("LSYNTESTVN0000017");
  private static final VehicleFacts NOTHING = new VehicleFacts(null, null, null, null, null, null);

  private final SplittableRandom random;

  /** Of removal alarms; its own, so that the drives stay as they were. */
  private final SplittableRandom alarms;

  private final boolean honest;
  private final List<NaiveItem> items = new ArrayList<>();
  private long now = START;
  private double metres;
  private double kmh = 60;
  private int want = 60;
  private double offset = 100_000_000;
  private double turned;
  private int odometer;
  private int place;
  private double far;
  private int engine;
  private int repeat;
  private int trust = 1;

  RoadTimeline(long seed, boolean honest) {
    this.random = new SplittableRandom(seed);
    this.honest = honest;
    this.alarms = new SplittableRandom(-31 * seed);
    while (now < START + SECONDS) {
      second();
    }
  }

  List<NaiveItem> items() {
    return List.copyOf(items);
  }

  @Override
  public List<NaiveItem> copies() {
    List<NaiveItem> out = new ArrayList<>();
    for (NaiveItem item : items) {
      out.add(item);
      int dice = random.nextInt(100);
      if (dice < 5) {
        out.add(item);
      } else if (dice < 7) {
        byte[] other = item.body().clone();
        other[other.length - 1] ^= 1;
        out.add(new NaiveItem(VEHICLE, item.second(), item.type(), other, random.nextInt(2)));
      }
    }
    Collections.shuffle(out, new Random(random.nextLong()));
    return out;
  }

  /** None of its rules asks for any. */
  @Override
  public VehicleFacts factsAt(long second) {
    return NOTHING;
  }

  private boolean odd(int oneIn) {
    return !honest && random.nextInt(oneIn) == 0;
  }

  private void second() {
    long step = step();
    alarm(step);
    now += step;
    drive(step);
    change();
    if (repeat > 0 && !items.isEmpty()) {
      repeat--;
      List<NaiveItem> stream = NaiveRoad.stream(items);
      add(stream.get(Math.max(0, stream.size() - (engine == 5 ? 1 : 90))).body());
    } else {
      add(body());
    }
  }

  /** An honest terminal says that it was removed when the vehicle stands and goes on. */
  private void alarm(long step) {
    boolean standing = kmh < 1 && want == 0 && step == 1;
    if (items.isEmpty() || alarms.nextInt(step > 20 ? 2 : 90) != 0 || (honest && !standing)) {
      return;
    }
    byte[] body = new byte[9];
    boolean stray = !honest && alarms.nextInt(6) == 0;
    double shift = place > 3 && place < 7 ? far : 0;
    java.nio.ByteBuffer.wrap(body)
        .put((byte) (alarms.nextInt(3) == 0 ? 1 : 0))
        .putInt((int) Math.round(120e6 + (metres + shift + (stray ? 2000 : 0)) / 0.0954))
        .putInt(31_300_000);
    long at = now + alarms.nextLong(step);
    int proven = alarms.nextInt(5) == 0 ? 0 : trust;
    items.add(new NaiveItem(VEHICLE, at, 255, body, proven));
  }

  private long step() {
    if (engine == 8 && random.nextInt(40) == 0) {
      return 65L + random.nextInt(100);
    }
    int dice = random.nextInt(500);
    if (dice > 7) {
      return 1;
    }
    return dice < 3 ? 50 + random.nextInt(120) : 2 + random.nextInt(11);
  }

  private void drive(long step) {
    want = random.nextInt(60) == 0 ? random.nextInt(4) == 0 ? 0 : 30 + random.nextInt(65) : want;
    kmh += Math.clamp(want - kmh, -4.0, 4.0);
    kmh = Math.max(0, kmh + (want == 0 ? 0 : random.nextDouble() - 0.5));
    double driven = kmh / 3.6 * step;
    metres += driven;
    turned += odometer == 1 ? driven * 0.6 : odometer == 2 ? -driven : 0;
  }

  /** Lets each state last for a while. */
  private void change() {
    trust = random.nextInt(300) == 0 ? random.nextInt(2) : random.nextInt(40) == 0 ? 1 : trust;
    if (odd(250)) {
      odometer = random.nextInt(9);
      offset += odometer == 8 ? -600 - random.nextInt(3000) : 0;
    }
    place = odd(170) ? random.nextInt(12) : place;
    far = odd(90) ? 300 + random.nextInt(9000) : far;
    engine = odd(100) ? random.nextInt(10) : engine;
    if (odd(150)) {
      repeat = 10 + random.nextInt(40);
    }
  }

  private byte[] body() {
    StreamBody body = new StreamBody();
    boolean off = engine == 9;
    body.speed(rare((int) (kmh * 256)));
    body.rpm(off ? 3199 : rare(9000 + random.nextInt(2000)));
    body.fuel(rare(300 + random.nextInt(200))).u8(3, 130 + random.nextInt(60));
    body.odometer(odometerWord());
    double moved = place == 1 ? 0 : place == 2 ? 4 * metres : metres;
    int stray = place == 3 && odd(12) ? 9000 : 0;
    double shift = place > 3 && place < 7 ? far : 0;
    long longitude = Math.round(120e6 + (moved + stray + shift) / 0.0954);
    boolean lost = random.nextInt(place == 8 ? 12 : 400) == 0;
    boolean none = random.nextInt(300) == 0;
    int state = lost ? 1 : place == 11 ? 4 : 8 * random.nextInt(2);
    return body.place(state, none ? 0xFFFF_FFFFL : longitude, place == 10 ? 0 : 31_300_000).bytes();
  }

  private long odometerWord() {
    long word = (long) ((offset + metres + turned) / 100);
    return switch (odometer) {
      case 3 -> word + (random.nextBoolean() ? 981_740 : 0);
      case 4 -> word + random.nextInt(7) - 3;
      case 5 -> random.nextInt(9) == 0 ? word + 5000 : word;
      case 6 -> random.nextInt(3) == 0 ? 0xFAFF_FFFFL : 0;
      case 7 -> word - 900;
      default -> random.nextInt(300) == 0 ? 0xFFFF_FFFFL : word;
    };
  }

  private int rare(int usual) {
    return random.nextInt(250) == 0 ? 0xFAFF + random.nextInt(2) * 0x500 : usual;
  }

  private void add(byte[] body) {
    items.add(new NaiveItem(VEHICLE, now, 2, body, trust));
  }
}
