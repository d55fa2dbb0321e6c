package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * OBD blocks of honest vehicles over months, under the limits of the program: a repair, a new
 * battery, a software update in the workshop's trial, a second controller, garbled and empty
 * fields.
 */
class BlockInnocenceTest {
  private static final List<String> RULES =
      List.of(
          NaiveBlocks.VIN, NaiveBlocks.RESET, NaiveRatios.RULE, NaiveMarks.CALID, NaiveMarks.CVN);

  private static final long FROM = RuleSets.builtIn().list().getLast().fromSecond();
  private static final String OWN = Timeline.VEHICLE.text();

  @RepeatedTest(15)
  void anHonestVehicleIsNeverToldOf(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    assertThat(findings(new Months(random, false).items)).isEmpty();
  }

  @RepeatedTest(3)
  void oneThatIsNotIsToldOfEverything(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    assertThat(findings(new Months(random, true).items)).containsAll(RULES);
  }

  private static List<String> findings(List<NaiveItem> items) {
    Judge judge = new Judge(RuleSets.builtIn());
    List<String> out = new ArrayList<>();
    Memory memory = judge.initial();
    for (NaiveItem item : items) {
      BodyReading reading = new BodyReading(item);
      memory =
          judge.step(memory, reading, item.vin(), VehicleFacts.UNKNOWN, f -> out.add(f.rule()));
    }
    return out;
  }

  /** Sixty days with two trips a day; of the stream one record a minute. */
  private static final class Months {
    final List<NaiveItem> items = new ArrayList<>();
    private final SplittableRandom random;
    private final boolean guilty;
    private long now = FROM;
    private int ignition = 60_000;
    private int general = 3_000;
    private int incomplete;

    Months(SplittableRandom random, boolean guilty) {
      this.random = random;
      this.guilty = guilty;
      int repair = random.nextInt(60);
      int battery = random.nextInt(60);
      for (int day = 0; day < 60; day++) {
        boolean cleared = guilty ? day % 3 == 0 : day == repair || day == battery;
        incomplete = cleared ? 0xFEA0 : incomplete & random.nextInt(0x10000);
        day(day);
        now += 8 * 3600;
      }
    }

    private void day(int day) {
      for (int trip = 0; trip < 2; trip++) {
        ignition++;
        boolean counts = random.nextInt(30) != 0; // no idling, or a deep frost
        block(day);
        now += 60;
        block(day);
        int minutes = 25 + random.nextInt(120);
        for (int m = 0; m < minutes; m++) {
          now += 60;
          items.add(new NaiveItem(Timeline.VEHICLE, now, 2, new StreamBody().bytes(), 1));
        }
        general += counts && !guilty ? 1 : 0;
        incomplete &= random.nextInt(4) == 0 ? 0 : 0xFFFF;
        now += 3 * 3600;
      }
    }

    private void block(int day) {
      int second = guilty ? 1 : random.nextInt(10); // another controller now and then
      BlockBody body = new BlockBody(0, 0);
      if (second == 0) {
        body.readiness(0x0E00, 0x0E00).text(23, 18, "AFTERTREAT").text(41, 18, "77AA");
        add(body.ratios(3, 9, 1));
        return;
      }
      boolean other = guilty && day > 20;
      body.readiness(0xFEA0, incomplete & 0xFEA0).ratios(general, ignition & 0xFFFF, general / 2);
      body.text(6, 17, other ? "LSYNTEST5N0000018" : OWN);
      body.text(23, 18, guilty && day > 40 ? "ENGINE-2" : "ENGINE-1");
      body.text(41, 18, other ? "0BAD" : "51C3");
      add(random.nextInt(12) == 0 ? garbled(body) : body);
    }

    /** A field that is empty, filled up or has one wrong character. */
    private BlockBody garbled(BlockBody body) {
      return switch (random.nextInt(7)) {
        case 0 -> body.readiness(0xFFFF, 0xFFFF);
        case 1 -> body.readiness(0, 0);
        case 2 -> body.ratios(0x3030, 0x3030, 0x3030);
        case 3 -> body.text(6, 17, "LSYNTEST3N000001" + random.nextInt(7));
        case 4 -> body.text(6, 17, "");
        case 5 -> body.text(23, 18, "ENGI" + (char) ('A' + random.nextInt(26)));
        default -> body.text(41, 18, "000000000000000000");
      };
    }

    private void add(BlockBody body) {
      items.add(new NaiveItem(Timeline.VEHICLE, now, 1, body.bytes(), 1));
    }
  }
}
