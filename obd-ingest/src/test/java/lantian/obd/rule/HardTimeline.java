package lantian.obd.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Vin;

/**
 * Items of one vehicle that are made to be hard to judge: values exactly at and beside the limits,
 * gaps of every length, invalid and saturated words, refills, odometer poison, a lamp that toggles,
 * stages that change, unproven spells, conflicting and repeated copies, two midnights, and rule
 * sets that change at both of them. The same seed gives the same timeline.
 */
public final class HardTimeline implements SeededDrive {
  /** 2026-03-01 23:10:00 +08:00. */
  public static final long START = 1_772_377_800L;

  private static final long MIDNIGHT = START + 50 * 60;
  private static final Vin VEHICLE = new Vin("LSYNTEST3N0000017");

  private final SplittableRandom random;

  /**
   * Of what the rules for sensors and filter look at; its own, so that the others stay as they
   * were.
   */
  private final SplittableRandom other;

  /** Of torque, again its own. */
  private final SplittableRandom third;

  private final HardBlocks blocks;

  /** Of what the rules for reagent and heat look at besides. */
  private final SplittableRandom fluid;

  /** Of removal alarms. */
  private final SplittableRandom alarms;

  /** Of vehicle models. */
  private final SplittableRandom models;

  private final List<NaiveItem> items = new ArrayList<>();
  private final List<Long> stageFrom = new ArrayList<>();
  private final List<VehicleFacts> stages = new ArrayList<>();
  private long now = START;
  private double odometer = 1_000_000;
  private int level = 150;
  private int engine;
  private int heat;
  private int nox;
  private int lamp;
  private int up;
  private int filter;
  private int stuck;
  private int absent;
  private int moving = 1;
  private int trust = 2;
  private int torque;

  /** The timeline of a seed. */
  public HardTimeline(long seed) {
    random = new SplittableRandom(seed);
    other = new SplittableRandom(-seed);
    third = new SplittableRandom(~seed * 31);
    blocks = new HardBlocks(seed, VEHICLE.text());
    fluid = new SplittableRandom(31 * seed);
    alarms = new SplittableRandom(~seed);
    models = new SplittableRandom(7 * seed);
    stageFrom.add(0L);
    stages.add(facts(random.nextInt(8) == 0 ? null : "VI"));
    long rests = MIDNIGHT + 1500 + random.nextInt(600);
    while (now < rests) {
      second();
    }
    now = START + 24 * 3600 + 20 * 60 + random.nextInt(600);
    long end = MIDNIGHT + 24 * 3600 + random.nextInt(1500);
    while (now < end) {
      second();
    }
  }

  @Override
  public VehicleFacts factsAt(long second) {
    int i = stageFrom.size() - 1;
    while (i > 0 && stageFrom.get(i) > second) {
      i--;
    }
    return stages.get(i);
  }

  /** The items in order, each once. */
  public List<NaiveItem> items() {
    return List.copyOf(items);
  }

  /** Some are sent with less proof. */
  @Override
  public List<NaiveItem> copies() {
    List<NaiveItem> out = new ArrayList<>();
    for (NaiveItem item : items) {
      out.add(item);
      int dice = random.nextInt(100);
      if (dice < 10) {
        out.add(item);
      } else if (dice < 14) {
        out.add(with(item, item.body(), Math.max(0, item.trust() - 1)));
      } else if (dice < 16 && item.type() == 2) {
        byte[] other = item.body().clone();
        other[11] ^= (byte) (1 << random.nextInt(3));
        out.add(with(item, other, random.nextInt(3)));
      }
    }
    Collections.shuffle(out, new Random(random.nextLong()));
    return out;
  }

  private static NaiveItem with(NaiveItem item, byte[] body, int trust) {
    String card = item.second() % 3 == 0 ? HardBlocks.OTHER_CARD : item.card();
    return new NaiveItem(item.vin(), item.second(), item.type(), body, trust, card);
  }

  private VehicleFacts facts(@org.jspecify.annotations.Nullable String stage) {
    Double work = "V".equals(stage) ? null : 0.5;
    LocalDate due = work == null ? null : LocalDate.ofEpochDay(MIDNIGHT / 86_400 + 3);
    String[] all = {"M1", "M1", "M1", "M2", "M9"};
    int which = models.nextInt(6);
    return new VehicleFacts(
        stage,
        "DIESEL",
        1000.0,
        200.0,
        null,
        work,
        work == null ? null : 5.5,
        which == 5 ? null : all[which],
        due);
  }

  private void second() {
    now += step();
    change();
    odometer += random.nextDouble() * 0.5;
    if (random.nextInt(40) == 0) {
      add(1, blocks.next(lampByte(), random.nextInt(10) == 0 ? 254 : random.nextInt(3)));
    }
    add(2, stream());
    if (random.nextInt(100) == 0) {
      add(random.nextBoolean() ? 3 : 5, shortStream());
    }
    if (alarms.nextInt(60) == 0) {
      byte[] alarm = new byte[9];
      alarms.nextBytes(alarm);
      add(255, alarm);
    }
  }

  /** Mostly a second; sometimes a gap around one of the limits. */
  private int step() {
    int dice = random.nextInt(400);
    if (dice > 6) {
      return 1;
    }
    return dice == 0 ? 30 + random.nextInt(200) : 2 + random.nextInt(22);
  }

  /** Lets each state last for a while. */
  private void change() {
    engine = random.nextInt(250) == 0 ? random.nextInt(10) : engine;
    engine = engine > 2 && random.nextInt(25) != 0 ? engine : engine > 2 ? engine : 9;
    engine = engine < 3 && random.nextInt(8) == 0 ? 9 : engine;
    heat = random.nextInt(120) == 0 ? random.nextInt(10) : heat;
    nox = random.nextInt(30) == 0 ? random.nextInt(12) : nox;
    lamp = random.nextInt(500) == 0 ? random.nextInt(6) : lamp;
    trust = random.nextInt(900) == 0 ? random.nextInt(3) : random.nextInt(60) == 0 ? 2 : trust;
    level = random.nextInt(400) == 0 ? 20 + random.nextInt(230) : level;
    if (random.nextInt(900) == 0) {
      stageFrom.add(now);
      String[] all = {"VI", "V", "VI", "IX"};
      int which = random.nextInt(5);
      stages.add(facts(which == 4 ? null : all[which]));
    }
  }

  /** Both NOx sensors in every relation, frozen readings, an empty and a blocked filter. */
  private void sensors(StreamBody body, int down) {
    up = other.nextInt(50) == 0 ? other.nextInt(8) : up;
    filter = other.nextInt(60) == 0 ? other.nextInt(7) : filter;
    stuck = other.nextInt(70) == 0 ? other.nextInt(5) : stuck;
    body.upstream(
        switch (up) {
              case 0 -> down;
              case 1 -> down + 60 + other.nextInt(2);
              case 2 -> StreamBody.ppm((down / 20.0 - 200) / 1.5) + other.nextInt(2);
              case 3 -> StreamBody.ppm((down / 20.0 - 200) / 0.7) - other.nextInt(2);
              case 4 -> other.nextInt(4) == 0 ? 0xFAFF : StreamBody.ppm(100) - other.nextInt(2);
              default -> other.nextInt(30) == 0 ? 0xFFFF : StreamBody.ppm(900);
            }
            & 0xFFFF);
    body.intake(other.nextInt(90) == 0 ? 0xFFFF : 7000 - other.nextInt(3));
    body.filter(
        switch (filter) {
          case 0 -> other.nextInt(12) == 0 ? 3 : 2;
          case 1 -> 3;
          case 2 -> 250;
          case 3 -> 251 + other.nextInt(9);
          case 4 -> other.nextInt(3) == 0 ? 0xFAFF : 240;
          default -> 15;
        });
    body.coolant(other.nextInt(40) == 0 ? 0xFF : stuck == 0 ? 120 + other.nextInt(3) : 125);
  }

  /** Mostly under way; at rest, at the least speed that is moving, or without a word. */
  private int speed() {
    moving = fluid.nextInt(90) == 0 ? fluid.nextInt(8) : moving;
    int rare = fluid.nextInt(400);
    return switch (moving) {
      case 0 -> 0;
      case 1 -> 20 * 256 - (rare < 8 ? 1 : 0);
      default -> rare == 0 ? 0xFAFF : rare == 1 ? 0xFFFF : 60 * 256;
    };
  }

  /** What the downstream sensor says: for whole spells nothing, with a word now and then. */
  private int answered(int word) {
    absent = other.nextInt(150) == 0 ? other.nextInt(6) : absent;
    int[] nothing = {0xFFFF, 0xFEFF, 0xFB00};
    return absent != 1 || other.nextInt(25) == 0 ? word : nothing[other.nextInt(3)];
  }

  private byte[] stream() {
    StreamBody body = new StreamBody().rpm(rpm()).fuel(rare(400 + random.nextInt(200), 0xFFFF));
    body.inlet(inlet()).outlet(heat == 8 ? 0xFFFF : StreamBody.celsius(heat == 7 ? 249 : 250));
    int down = answered(noxWord());
    body.nox(down).odometer(odometerWord());
    sensors(body, down);
    body.u8(3, torque());
    body.speed(speed());
    int drift = random.nextInt(60) == 0 ? random.nextInt(7) - 3 : random.nextInt(3) - 1;
    return body.level(rare(level + drift, random.nextBoolean() ? 0xFF : 0)).bytes();
  }

  /** Mostly under load; now and then motoring, nothing, or a word that says nothing. */
  private int torque() {
    torque = third.nextInt(80) == 0 ? third.nextInt(8) : torque;
    return switch (torque) {
      case 0 -> third.nextInt(3) == 0 ? 0 : 0xFF;
      case 1 -> 105;
      case 2 -> 125 + third.nextInt(3);
      default -> third.nextInt(60) == 0 ? 0xFE : 150 + 10 * torque;
    };
  }

  private byte[] shortStream() {
    byte[] body = new byte[32];
    body[5] = (byte) (rpm() >> 8);
    return body;
  }

  private int rare(int usual, int odd) {
    return random.nextInt(150) == 0 ? odd : usual;
  }

  private int rpm() {
    return switch (engine) {
      case 0 -> 0;
      case 1 -> 3199;
      case 2 -> 0xFFFF;
      case 3 -> 3200;
      default -> rare(9000, 0xFAFF);
    };
  }

  private int inlet() {
    return switch (heat) {
      case 0 -> StreamBody.celsius(180);
      case 1 -> StreamBody.celsius(250) - 1;
      case 2, 7, 8 -> 0xFFFF;
      case 3 -> StreamBody.celsius(250);
      default -> rare(StreamBody.celsius(320), 0xFE00);
    };
  }

  private int noxWord() {
    return switch (nox) {
      case 0 -> StreamBody.ppm(-10);
      case 1 -> StreamBody.ppm(200) + random.nextInt(2);
      case 2 -> StreamBody.ppm(160) + random.nextInt(2);
      case 3 -> StreamBody.ppm(135) + random.nextInt(40);
      case 4 -> random.nextInt(4) == 0 ? 0xFAFF : StreamBody.ppm(900);
      case 5 -> random.nextInt(3) == 0 ? 0xFFFF : StreamBody.ppm(500) + random.nextInt(2);
      case 6 -> random.nextInt(9) == 0 ? 0xFB00 : StreamBody.ppm(600);
      default -> random.nextInt(40) == 0 ? StreamBody.ppm(100) : StreamBody.ppm(700) + nox;
    };
  }

  private long odometerWord() {
    long honest = (long) odometer;
    return switch (random.nextInt(600)) {
      case 0 -> 0xFAFFFFFFL;
      case 1 -> 0xFFFFFFFFL;
      case 2 -> honest + 981_740;
      case 3 -> honest - 400;
      default -> honest;
    };
  }

  private int lampByte() {
    return switch (lamp) {
      case 0 -> 0;
      case 1 -> random.nextInt(5) == 0 ? 0xFE : 1;
      case 2 -> random.nextInt(9) == 0 ? 2 : 1;
      default -> 1;
    };
  }

  private void add(int type, byte[] body) {
    items.add(new NaiveItem(VEHICLE, now, type, body, trust, blocks.card()));
  }
}
