package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import org.junit.jupiter.api.Test;

/**
 * The recorded idling truck: its downstream NOx stands at 3012.75 ppm, the greatest valid word, for
 * all of its 127 seconds, and its SCR inlet is really missing. It must never become a finding.
 */
class IdleTruckTest {
  private static final long RECORDED = Instant.parse("2021-10-25T04:00:00Z").getEpochSecond();
  private static final VehicleFacts STAGE_VI =
      new VehicleFacts("VI", "DIESEL", null, null, null, null);

  @Test
  void isSaturatedForAllOfItsSeconds() throws IOException {
    assertThat(recorded(body -> body))
        .hasSize(127)
        .allSatisfy(item -> assertThat(read(item).saturated(Signal.NOX_DOWNSTREAM)).isTrue())
        .allSatisfy(item -> assertThat(read(item).usable(Signal.NOX_DOWNSTREAM)).isFalse())
        .allSatisfy(item -> assertThat(read(item).raw(Signal.NOX_DOWNSTREAM)).isEqualTo(0xFAFF))
        .allSatisfy(item -> assertThat(read(item).usable(Signal.SCR_INLET_TEMPERATURE)).isFalse());
  }

  @Test
  void givesNoFindingUnderAnyOfTheSets() throws IOException {
    assertThat(judge(RuleSets.builtIn(), recorded(body -> body))).isEmpty();
    assertThat(judge(strict(), recorded(body -> body))).isEmpty();
  }

  @Test
  void evenWhenItWereHotTheSaturatedWordAccusesNobody() throws IOException {
    List<NaiveItem> hot = recorded(body -> body.inlet(StreamBody.celsius(300)));

    assertThat(judge(strict(), hot)).isEmpty();
  }

  @Test
  void oneStepBelowSaturationItWouldBeAFinding() throws IOException {
    List<NaiveItem> hot = recorded(body -> body.inlet(StreamBody.celsius(300)).nox(0xFAFF - 1));

    assertThat(judge(strict(), hot))
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder("OBD-NOX-LASTING", "OBD-NOX-ABOVE-UPSTREAM");
  }

  /** Sets under which 127 seconds are long enough. */
  private static RuleSets strict() {
    RuleSet set = Objects.requireNonNull(Seeded.sets().named("SEEDED-1"));
    byte[] bytes =
        Seeded.trees()
            .getFirst()
            .toString()
            .replace("2026-01-01", "2021-01-01")
            .getBytes(StandardCharsets.UTF_8);
    RuleSet earlier =
        RuleSet.read(RuleBook.STANDARD, set.id(), new java.io.ByteArrayInputStream(bytes));
    return new RuleSets(RuleBook.STANDARD, List.of(earlier));
  }

  private static List<Finding> judge(RuleSets sets, List<NaiveItem> items) {
    Judge judge = new Judge(sets);
    List<Finding> out = new ArrayList<>();
    Memory memory = judge.initial();
    for (NaiveItem item : items) {
      memory = judge.step(memory, read(item), item.vin(), STAGE_VI, out::add);
    }
    return out;
  }

  private static Reading read(NaiveItem item) {
    return new BodyReading(item);
  }

  private static List<NaiveItem> recorded(Function<StreamBody, StreamBody> change)
      throws IOException {
    List<NaiveItem> out = new ArrayList<>();
    String path = "/lantian/obd/rule/recorded/idle-truck-1hz.csv";
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(IdleTruckTest.class.getResourceAsStream(path)),
                StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cell = line.split(",", -1);
        long second = RECORDED + Long.parseLong(cell[0]);
        byte[] body = change.apply(body(cell)).bytes();
        out.add(new NaiveItem(Timeline.VEHICLE, second, 2, body, 1));
      }
    }
    return out;
  }

  private static StreamBody body(String[] cell) {
    StreamBody body = new StreamBody();
    body.u16(0, word(cell[1], 256, 0)).u8(2, word(cell[2], 2, 0)).u8(3, word(cell[3], 1, 125));
    body.u8(4, word(cell[4], 1, 125)).rpm(word(cell[5], 8, 0)).fuel(word(cell[6], 20, 0));
    body.u16(9, word(cell[7], 20, 200)).nox(word(cell[8], 20, 200)).level(word(cell[9], 2.5, 0));
    body.u16(14, word(cell[10], 20, 0)).inlet(word(cell[11], 32, 273));
    body.outlet(word(cell[12], 32, 273)).u16(20, word(cell[13], 10, 0));
    body.u8(22, word(cell[14], 1, 40)).u8(23, word(cell[15], 2.5, 0));
    return body.odometer(word(cell[16], 10, 0));
  }

  /** The raw word; the file prints 3012.75 as 3012.8, and an empty cell means "not available". */
  private static int word(String cell, double perUnit, double shift) {
    if (cell.isEmpty()) {
      return 0xFFFF;
    }
    return cell.equals("3012.8")
        ? 0xFAFF
        : (int) Math.round((Double.parseDouble(cell) + shift) * perUnit);
  }
}
