package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.Vin;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Clocks that can't be right over seeded days, against the naive counterpart. */
class ClockSeedTest {
  private static final Vin TRUCK = new Vin("LSYNTEST3N0000017");
  private static final VehicleFacts NOTHING = new VehicleFacts(null, null, null, null, null, null);
  private static final int SEEDS = 200;
  private static final int[] KINDS = {3, 8, 10, 13, 64, 64, 64};

  /** 2026-03-01 10:00:00 +08:00. */
  private static final long START = 1_772_330_400L;

  private final JsonNode tree = tree();

  private static JsonNode tree() {
    String path = "/lantian/obd/rule/timelines/OBD-CLOCK-IMPLAUSIBLE.json";
    try (InputStream in = Objects.requireNonNull(ClockSeedTest.class.getResourceAsStream(path))) {
      return new JsonMapper().readTree(in).get("set");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @RepeatedTest(SEEDS)
  void stepsLikeTheNaiveJudge(RepetitionInfo seed) {
    List<NaiveItem> items = items(seed.getCurrentRepetition());
    assertThat(stepped(items)).isEqualTo(naive(items));
  }

  @Test
  void theTimelinesAreWorthJudging() {
    List<String> findings = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      findings.addAll(naive(items(seed)).values());
    }
    for (String mark :
        List.of("OPEN", "CLOSED", "\"detail\":64", "\"detail\":10", "Verified\":false,\"law")) {
      assertThat(findings).as(mark).filteredOn(f -> f.contains(mark)).hasSizeGreaterThan(10);
    }
  }

  private SortedMap<String, String> naive(List<NaiveItem> items) {
    return new NaiveJudge(List.of(tree), _ -> _ -> NOTHING).judge(items);
  }

  /** Each memory is written and read again on the way. */
  private SortedMap<String, String> stepped(List<NaiveItem> items) {
    byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
    RuleSet set = RuleSet.read(RuleBook.STANDARD, "seeded", new ByteArrayInputStream(bytes));
    Judge judge = new Judge(new RuleSets(RuleBook.STANDARD, List.of(set)));
    return Stepped.findings(judge, items, second -> NOTHING, new SplittableRandom(1), 1);
  }

  /** Stretches of packets with wrong times and of right items, dense and sparse. */
  private static List<NaiveItem> items(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<NaiveItem> out = new ArrayList<>();
    long now = START;
    int digest = 0;
    int trust = random.nextInt(5) == 0 ? 0 : 1;
    for (int stretch = 0; stretch < 14; stretch++) {
      now += random.nextInt(8) == 0 ? 3_000 + random.nextInt(1_500) : 1 + random.nextInt(300);
      trust = random.nextInt(12) == 0 ? 1 - trust : trust;
      boolean wrong = random.nextInt(3) > 0;
      int kind = KINDS[random.nextInt(KINDS.length)];
      int each = wrong ? 1 + random.nextInt(random.nextBoolean() ? 4 : 900) : 1;
      for (int i = random.nextInt(wrong ? 9 : 14); i >= 0; i--) {
        digest = random.nextInt(6) == 0 ? Math.max(0, digest - 3) : digest + 1;
        byte[] body =
            wrong
                ? ByteBuffer.allocate(8).putLong((long) digest << 8 | kind).array()
                : new byte[37];
        out.add(new NaiveItem(TRUCK, now, wrong ? 0 : 2, body, trust));
        now += each;
      }
    }
    return out;
  }
}
