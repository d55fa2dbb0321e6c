package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever is missing, broken or noisy: a vehicle that keeps the limits is never told of. */
class InnocenceTest {
  private static final VehicleFacts STAGE_VI = new VehicleFacts("VI", null, null, null, null, null);
  private static final int SECONDS = 4000;

  @RepeatedTest(200)
  void neverTellsBelowTheLimits(RepetitionInfo seed) {
    assertThat(findings(sound(new SplittableRandom(seed.getCurrentRepetition())))).isEmpty();
  }

  @RepeatedTest(200)
  void maskedFieldsNeverMakeAFinding(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    List<NaiveItem> masked = new ArrayList<>();
    for (NaiveItem item : sound(random)) {
      masked.add(item.type() == 2 ? masked(item, random) : item);
    }
    assertThat(findings(masked)).isEmpty();
  }

  @RepeatedTest(50)
  void theSameVehicleAboveTheLimitsIsTold(RepetitionInfo seed) {
    List<NaiveItem> above = new ArrayList<>();
    for (NaiveItem item : sound(new SplittableRandom(seed.getCurrentRepetition()))) {
      byte[] body = item.body().clone();
      if (item.type() == 2) {
        body[11] = (byte) 0x40; // 619 ppm and more
      }
      above.add(new NaiveItem(item.vin(), item.second(), item.type(), body, item.trust()));
    }
    assertThat(findings(above)).isNotEmpty();
  }

  /** Hot, under load, NOx at most at the limit, reagent used, lamp off; with gaps. */
  private static List<NaiveItem> sound(SplittableRandom random) {
    List<NaiveItem> out = new ArrayList<>();
    long now = HardTimeline.START;
    double odometer = 1_000_000;
    for (int i = 0; i < SECONDS; i++) {
      now += random.nextInt(200) == 0 ? 1 + random.nextInt(40) : 1;
      odometer += 0.3;
      StreamBody body =
          new StreamBody()
              .nox(StreamBody.ppm(150) - random.nextInt(3000))
              .inlet(StreamBody.celsius(251 + random.nextInt(100)))
              .level(250 - i / 10 % 200)
              .fuel(600)
              .odometer((long) odometer);
      if (i % 60 == 0) {
        out.add(item(now, 1, StreamBody.obd(0, 0)));
      }
      out.add(item(now, 2, body.bytes()));
    }
    return out;
  }

  private static NaiveItem masked(NaiveItem item, SplittableRandom random) {
    byte[] body = item.body().clone();
    int offset = 0;
    for (Signal signal : Signal.values()) {
      if (random.nextInt(6) == 0) {
        byte high = (byte) (0xFA + random.nextInt(6));
        byte low = (byte) (high == (byte) 0xFE ? random.nextInt(256) : 0xFF);
        java.util.Arrays.fill(body, offset, offset + signal.width(), low);
        // 0xFA alone is an ordinary level of one byte, so one-byte fields get words without value
        body[offset] = signal.width() == 1 ? (byte) (0xFB + random.nextInt(5)) : high;
      }
      offset += signal.width();
    }
    return item(item.second(), 2, body);
  }

  private static NaiveItem item(long second, int type, byte[] body) {
    return new NaiveItem(Timeline.VEHICLE, second, type, body, 1);
  }

  private static List<Finding> findings(List<NaiveItem> items) {
    Judge judge = new Judge(Seeded.sets());
    List<Finding> out = new ArrayList<>();
    Memory memory = judge.initial();
    for (NaiveItem item : items) {
      memory = judge.step(memory, new BodyReading(item), item.vin(), STAGE_VI, out::add);
    }
    return out;
  }
}
