package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The judge against the naive one, over hard timelines. */
class JudgeSeedTest {
  private static final RuleSets SETS = Seeded.sets();

  /** What must occur among the findings, or the comparison would prove little. */
  private static final List<String> MARKS =
      List.of(
          "NOX.*OPEN",
          "NOX.*CLOSED.*\"detail\":1",
          "REAGENT.*SEEDED-1.*CLOSED",
          "REAGENT.*SEEDED-3",
          "REAGENT.*OPEN",
          "MIL.*SEEDED-1.*CLOSED",
          "MIL.*SEEDED-2.*CLOSED.*\"detail\":-1",
          "\"start\":\"2026-03-01T23:.*\"end\":\"2026-03-02T00:",
          "NOX.*identityVerified\":false",
          "NOX-ABOVE-UPSTREAM.*CLOSED",
          "NOX-EQUAL.*CLOSED",
          "SCR-INEFFECTIVE.*OPEN",
          "SCR-INEFFECTIVE.*CLOSED",
          "NOX-ABSENT.*CLOSED",
          "DPF-EMPTY.*OPEN",
          "DPF-EMPTY.*CLOSED",
          "DPF-BLOCKED.*OPEN",
          "DPF-BLOCKED.*CLOSED",
          "NOX-FROZEN.*OPEN",
          "NOX-FROZEN.*CLOSED",
          "INLET-FROZEN.*CLOSED",
          "COOLANT-FROZEN.*SEEDED-1.*CLOSED",
          "DPF-EMPTY.*identityVerified\":false",
          "INLET-FROZEN.*identityVerified\":false",
          "REAGENT.*identityVerified\":false",
          "MIL-DARK.*SEEDED-1.*CLOSED",
          "MIL.*identityVerified\":false",
          "NOX-DAILY.*SEEDED-2.*OPEN",
          "NOX-DAILY.*SEEDED-2.*CLOSED",
          "-NOX-UNRELATED.*SEEDED-1.*CLOSED",
          "-NOX-UNRELATED.*SEEDED-2.*CLOSED",
          "NOX-QUANTISED.*CLOSED",
          "NOX-QUANTISED.*identityVerified\":false",
          "NOX-WINDOW.*SEEDED-1.*CLOSED",
          "NOX-WINDOW.*OPEN",
          "VIN-OTHER.*OPEN",
          "VIN-OTHER.*CLOSED",
          "VIN-OTHER.*identityVerified\":false",
          "READINESS-RESET.*SEEDED-1.*CLOSED",
          "READINESS-RESET.*SEEDED-2",
          "READINESS-RESET.*identityVerified\":false",
          "IUPR-FROZEN.*OPEN",
          "IUPR-FROZEN.*CLOSED",
          "IUPR-FROZEN.*identityVerified\":false",
          "CALID-CHANGED.*SEEDED-1",
          "CALID-CHANGED.*SEEDED-2",
          "CVN-CHANGED.*SEEDED-3",
          "CVN-CHANGED.*identityVerified\":false",
          "REAGENT-LOW-USE.*SEEDED-1.*CLOSED",
          "REAGENT-LOW-USE.*SEEDED-2",
          "REAGENT-LOW-USE.*OPEN",
          "REAGENT-LOW-USE.*identityVerified\":false",
          "REAGENT-RISING.*CLOSED",
          "REAGENT-RISING.*OPEN",
          "REAGENT-WATER.*SEEDED-1.*CLOSED",
          "REAGENT-WATER.*OPEN",
          "TEMPERATURE-UNRELATED.*SEEDED-1.*CLOSED",
          "TEMPERATURE-UNRELATED.*OPEN",
          "TEMPERATURE-UNRELATED.*identityVerified\":false",
          "NOX-DOWNSTREAM-UNRELATED.*SEEDED-1.*CLOSED",
          "NOX-DOWNSTREAM-UNRELATED.*SEEDED-2",
          "NOX-DOWNSTREAM-UNRELATED.*identityVerified\":false",
          "DPF-NO-REGENERATION.*SEEDED-1.*CLOSED",
          "DPF-NO-REGENERATION.*SEEDED-2",
          "NOX-UNLIKE-MODEL.*SEEDED-2.*CLOSED",
          "NOX-UNLIKE-MODEL.*SEEDED-2.*OPEN",
          "NOX-UNLIKE-MODEL.*SEEDED-3",
          "NOX-UNLIKE-MODEL.*identityVerified\":false",
          "TERMINALS-SEVERAL.*SEEDED-1.*CLOSED",
          "TERMINALS-SEVERAL.*SEEDED-2",
          "TERMINALS-SEVERAL.*identityVerified\":true",
          "TERMINAL-REMOVED.*SEEDED-1.*CLOSED");

  @RepeatedTest(120)
  void stepsLikeTheNaiveJudge(RepetitionInfo seed) {
    HardTimeline timeline = new HardTimeline(seed.getCurrentRepetition());
    List<NaiveItem> copies = timeline.copies();
    SortedMap<String, String> naive = naive(timeline, copies);
    List<NaiveItem> merged = merged(copies);

    assertThat(stepped(timeline, merged, seed.getCurrentRepetition())).isEqualTo(naive);
    assertThat(byDays(timeline, merged)).isEqualTo(naive);
  }

  @Test
  void theTimelinesAreWorthJudging() {
    List<String> findings = new ArrayList<>();
    for (int seed = 1; seed <= 100; seed++) {
      HardTimeline timeline = new HardTimeline(seed);
      findings.addAll(naive(timeline, timeline.copies()).values());
    }
    assertThat(MARKS)
        .allSatisfy(mark ->
            assertThat(findings.stream().filter(f -> f.matches(".*" + mark + ".*")).count())
                .as(mark)
                .isGreaterThan(2));
  }

  private static SortedMap<String, String> naive(HardTimeline timeline, List<NaiveItem> copies) {
    return new NaiveJudge(Seeded.trees(), vin -> timeline::factsAt).judge(copies);
  }

  private static List<NaiveItem> merged(List<NaiveItem> copies) {
    return NaiveMerge.merge(copies).values().iterator().next();
  }

  /** Item by item, the memory written and read back at random points. */
  private static SortedMap<String, String> stepped(
      HardTimeline timeline, List<NaiveItem> items, long seed) {
    return Stepped.findings(
        new Judge(SETS), items, timeline::factsAt, new SplittableRandom(seed), 50);
  }

  /** Day by day, from the written memory at the end of the day before. */
  private static SortedMap<String, String> byDays(HardTimeline timeline, List<NaiveItem> items) {
    SortedMap<String, String> out = new TreeMap<>();
    SortedMap<Integer, List<NaiveItem>> days = new TreeMap<>();
    for (NaiveItem item : items) {
      days.computeIfAbsent(CityTime.dayNumber(item.second()), d -> new ArrayList<>()).add(item);
    }
    byte[] memory = new Judge(SETS).initial().encode();
    for (List<NaiveItem> day : days.values()) {
      Judge judge = new Judge(SETS);
      Iterator<NaiveItem> each = day.iterator();
      Readings readings = () -> each.hasNext() ? new BodyReading(each.next()) : null;
      Vin vin = items.getFirst().vin();
      DayResult result = judge.day(judge.decode(memory), readings, vin, timeline::factsAt);
      result.findings().forEach(f -> out.put(f.id().text(), f.canonical()));
      memory = result.atEnd().encode();
    }
    return out;
  }
}
