package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import lantian.proto.FindingId;
import lantian.proto.Vin;

/**
 * A slow judge that is plainly right: all copies of all items in one list, in any order, in one
 * pass. It shares no merge, no decoding, no limits and no stepping with the one it is compared
 * with: it sorts, then looks for breaches by scanning whole arrays.
 */
public final class NaiveJudge {
  /** Each rule's unit. */
  private static final Map<String, String> RULES =
      Map.ofEntries(
          Map.entry(NaiveNox.RULE, "ppm"),
          Map.entry(NaiveReagent.RULE, "km"),
          Map.entry(NaiveMil.RULE, "h"),
          Map.entry(NaiveMil.DARK, "h"),
          Map.entry("OBD-NOX-ABOVE-UPSTREAM", "%"),
          Map.entry("OBD-NOX-EQUAL", "min"),
          Map.entry("OBD-SCR-INEFFECTIVE", "%"),
          Map.entry("OBD-NOX-ABSENT", "min"),
          Map.entry("OBD-DPF-EMPTY", "min"),
          Map.entry("OBD-DPF-BLOCKED", "kPa"),
          Map.entry("OBD-NOX-FROZEN", "min"),
          Map.entry("OBD-INLET-FROZEN", "min"),
          Map.entry("OBD-COOLANT-FROZEN", "min"),
          Map.entry(NaiveDaily.RULE, "ppm"),
          Map.entry(NaiveModel.RULE, "%"),
          Map.entry(NaiveUnrelated.RULE, "min"),
          Map.entry(NaiveQuantised.RULE, "min"),
          Map.entry(NaiveWindow.RULE, "g/kWh"),
          Map.entry(NaiveBlocks.VIN, "blocks"),
          Map.entry(NaiveBlocks.RESET, "resets"),
          Map.entry(NaiveRatios.RULE, "cycles"),
          Map.entry(NaiveMarks.CALID, "blocks"),
          Map.entry(NaiveMarks.CVN, "blocks"),
          Map.entry(NaiveOdometer.RULE, "km"),
          Map.entry(NaiveSilence.RULE, "times"),
          Map.entry(NaiveJumps.RULE, "times"),
          Map.entry(NaiveEchoes.RULE, "times"),
          Map.entry(NaiveWays.ODOMETER, "%"),
          Map.entry(NaiveWays.POSITION, "%"),
          Map.entry(NaiveLowUse.RULE, "L"),
          Map.entry(NaiveRising.RULE, "times"),
          Map.entry(NaiveWater.RULE, "%"),
          Map.entry(NaiveFollowed.DOWNSTREAM, "min"),
          Map.entry(NaiveFollowed.INLET, "min"),
          Map.entry(NaiveRegeneration.RULE, "km"),
          Map.entry(NaiveTerminals.RULE, "returns"),
          Map.entry(NaiveRemoval.RULE, "km"),
          Map.entry(NaiveClock.RULE, "packets"),
          Map.entry(NaiveElsewhere.RULE, "km"),
          Map.entry(NaiveShifted.RULE, "km"));

  private final NaiveLimits limits;
  private final Function<Vin, FactsAt> register;

  /**
   * A judge under rule-set files.
   *
   * @param sets the files as JSON trees
   * @param register what was filed for a vehicle, dated
   */
  public NaiveJudge(List<JsonNode> sets, Function<Vin, FactsAt> register) {
    this.limits = new NaiveLimits(List.copyOf(sets));
    this.register = register;
  }

  /** A judge under the rule sets that come with the program. */
  public static NaiveJudge builtIn(Function<Vin, FactsAt> register) {
    List<JsonNode> sets = new ArrayList<>();
    for (String name : new String(resource("index.txt"), StandardCharsets.UTF_8).lines().toList()) {
      sets.add(json(resource(name)));
    }
    return new NaiveJudge(sets, register);
  }

  /** Canonical findings by id; the order of the copies doesn't matter. */
  public SortedMap<String, String> judge(List<NaiveItem> copies) {
    SortedMap<String, String> out = new TreeMap<>();
    NaiveMerge.merge(copies)
        .forEach((vin, items) -> {
          for (String rule : RULES.keySet()) {
            for (NaiveBreach breach : breaches(rule, items, register.apply(vin))) {
              Finding finding = finding(vin, rule, breach);
              out.put(finding.id().text(), finding.canonical());
            }
          }
        });
    return out;
  }

  /** Breaches of one rule; a stretch of items under sets without the rule cuts them. */
  private List<NaiveBreach> breaches(String rule, List<NaiveItem> items, FactsAt facts) {
    List<NaiveBreach> out = new ArrayList<>();
    int i = 0;
    while (i < items.size()) {
      int j = i;
      while (j < items.size() && limits.block(rule, items.get(j).second()) != null) {
        j++;
      }
      for (NaiveBreach breach : scan(rule, items.subList(i, j), facts)) {
        boolean cut = breach.closed() == null && j < items.size();
        out.add(cut ? new NaiveBreach(breach.told(), breach.told()) : breach);
      }
      i = j + 1;
    }
    return out;
  }

  private List<NaiveBreach> scan(String rule, List<NaiveItem> items, FactsAt facts) {
    return switch (rule) {
      case NaiveNox.RULE -> new NaiveNox(limits, items, facts).breaches();
      case NaiveReagent.RULE -> new NaiveReagent(limits, items, facts).breaches();
      case NaiveMil.RULE, NaiveMil.DARK -> new NaiveMil(limits, rule, items).breaches();
      case NaiveLowUse.RULE -> new NaiveLowUse(limits, items, facts).breaches();
      case NaiveRising.RULE -> new NaiveRising(limits, items, facts).breaches();
      case NaiveWater.RULE -> new NaiveWater(limits, items, facts).breaches();
      case NaiveFollowed.DOWNSTREAM, NaiveFollowed.INLET ->
          new NaiveFollowed(limits, rule, items, facts).breaches();
      case NaiveRegeneration.RULE -> new NaiveRegeneration(limits, items, facts).breaches();
      case "OBD-NOX-FROZEN", "OBD-INLET-FROZEN", "OBD-COOLANT-FROZEN" ->
          new NaiveFrozen(limits, rule, items, facts).breaches();
      case NaiveDaily.RULE -> new NaiveDaily(limits, items, facts).breaches();
      case NaiveModel.RULE -> new NaiveModel(limits, items, facts).breaches();
      case NaiveUnrelated.RULE -> new NaiveUnrelated(limits, items, facts).breaches();
      case NaiveQuantised.RULE -> new NaiveQuantised(limits, items, facts).breaches();
      case NaiveWindow.RULE -> new NaiveWindow(limits, items, facts).breaches();
      case NaiveBlocks.VIN, NaiveBlocks.RESET ->
          new NaiveBlocks(limits, rule, items, facts).breaches();
      case NaiveRatios.RULE -> new NaiveRatios(limits, items).breaches();
      case NaiveMarks.CALID, NaiveMarks.CVN -> new NaiveMarks(limits, rule, items).breaches();
      case NaiveOdometer.RULE -> new NaiveOdometer(limits, items).breaches();
      case NaiveSilence.RULE -> new NaiveSilence(limits, items).breaches();
      case NaiveJumps.RULE -> new NaiveJumps(limits, items).breaches();
      case NaiveElsewhere.RULE -> new NaiveElsewhere(limits, items).breaches();
      case NaiveShifted.RULE -> new NaiveShifted(limits, items).breaches();
      case NaiveEchoes.RULE -> new NaiveEchoes(limits, items).breaches();
      case NaiveWays.ODOMETER, NaiveWays.POSITION -> new NaiveWays(limits, rule, items).breaches();
      case NaiveTerminals.RULE -> new NaiveTerminals(limits, items).breaches();
      case NaiveClock.RULE -> new NaiveClock(limits, items).breaches();
      case NaiveRemoval.RULE -> new NaiveRemoval(limits, items).breaches();
      default -> new NaiveState(limits, rule, items, facts).breaches();
    };
  }

  private Finding finding(Vin vin, String rule, NaiveBreach breach) {
    NaiveBreach.Figures f = breach.closed() == null ? breach.told() : breach.closed();
    Instant start = Instant.ofEpochSecond(f.start());
    return new Finding(
        FindingId.of(vin.text(), rule, start),
        vin,
        rule,
        f.set(),
        breach.closed() == null ? Finding.State.OPEN : Finding.State.CLOSED,
        start,
        breach.closed() == null ? null : Instant.ofEpochSecond(f.last()),
        Instant.ofEpochSecond(f.peakAt()),
        Instant.ofEpochSecond(f.last()),
        f.measured() / 1000.0,
        f.peak() / 1000.0,
        f.limit() / 1000.0,
        RULES.getOrDefault(rule, ""),
        f.detail(),
        f.verified(),
        new Law(new Wording("", ""), limits.lawVerified(rule, f.set())),
        (int) Math.min(100, 50 * f.measured() / f.limit()),
        new Wording("", ""));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return new JsonMapper().readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = NaiveJudge.class.getResourceAsStream("/lantian/obd/rules/" + name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
