package lantian.deploy.bench.score;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.world.Exposure;
import lantian.deploy.simulate.world.Label;
import lantian.deploy.simulate.world.WorldTruck;
import lantian.obd.chunk.ItemReading;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.DayResult;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.rule.Reading;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * One labelled truck before the judge (一车一案). Its bytes are read as stored ones are; findings are
 * looked at every few minutes.
 */
final class Trial {
  private static final int STRIDE = 300;
  private static final int STREAM = 0x02;

  private final Judge judge;
  private final WorldTruck truck;
  private final Label label;
  private final VehicleFacts facts;
  private final @Nullable Spread spread;
  private final ItemReading[] readings = new ItemReading[STRIDE];
  private final long[] seconds = new long[STRIDE];
  private final int[] types = new int[STRIDE];
  private final int[] terminals = new int[STRIDE];
  private final byte[][] bodies = new byte[STRIDE][];
  private final Map<String, Set<String>> before = new HashMap<>();
  private final Map<String, Set<String>> after = new HashMap<>();
  private final Map<String, double[]> delay = new HashMap<>();
  private final Set<Integer> days = new HashSet<>();
  private Memory memory;
  private int filled;
  private long items;
  private long exposed;

  /** With a place for how its values are spread, null for none. */
  Trial(Judge judge, WorldTruck truck, @Nullable Spread spread) {
    this.judge = judge;
    this.truck = truck;
    this.label = truck.label();
    this.spread = spread;
    this.memory = judge.initial();
    Arrays.setAll(readings, _ -> new ItemReading());
    Specification built = truck.specification();
    this.facts =
        new VehicleFacts(
            built.stage().filed(),
            "DIESEL",
            built.referenceTorqueNm(),
            built.ratedPowerKw(),
            built.grossMassKg(),
            built.whtcWorkKwh());
  }

  Outcome outcome(int number) {
    Exposure exposure = truck.run(this::take);
    hear();
    Map<String, Told> told = new HashMap<>();
    Set<String> rules = new HashSet<>(before.keySet());
    rules.addAll(after.keySet());
    for (String rule : rules) {
      double[] first = delay.getOrDefault(rule, new double[2]);
      int early = before.getOrDefault(rule, Set.of()).size();
      int late = after.getOrDefault(rule, Set.of()).size();
      told.put(rule, new Told(early, late, first[0], first[1]));
    }
    return new Outcome(number, label, exposure, days.size(), items, told);
  }

  private void take(long second, int type, int terminal, byte[] body) {
    seconds[filled] = second;
    types[filled] = type;
    terminals[filled] = terminal;
    bodies[filled] = body;
    filled++;
    items++;
    Fault fault = label.fault();
    exposed += type == STREAM && fault != null && second >= fault.fromSecond() ? 1 : 0;
    if (spread != null && type == STREAM) {
      spread.add(readings[0].set(second, type, body, 0, true, terminal), label);
    }
    if (filled == STRIDE) {
      hear();
    }
  }

  private void hear() {
    if (filled == 0) {
      return;
    }
    days.add(CityTime.dayNumber(seconds[0]));
    int[] at = new int[1];
    DayResult result = judge.day(memory, () -> next(at), truck.vin(), _ -> facts);
    memory = result.atEnd();
    long now = seconds[filled - 1];
    result.findings().forEach(finding -> note(finding, now));
    filled = 0;
  }

  private @Nullable Reading next(int[] at) {
    int i = at[0]++;
    return i < filled
        ? readings[i].set(seconds[i], types[i], bodies[i], 0, true, terminals[i])
        : null;
  }

  private void note(Finding finding, long now) {
    String rule = finding.rule();
    String id = finding.id().text();
    Fault fault = label.fault();
    long begun = fault == null ? Long.MIN_VALUE : fault.fromSecond();
    if (now < begun) {
      before.computeIfAbsent(rule, _ -> new HashSet<>()).add(id);
    } else if (!before.getOrDefault(rule, Set.of()).contains(id)
        && after.computeIfAbsent(rule, _ -> new HashSet<>()).add(id)) {
      double hours = exposed / 3_600.0;
      delay.putIfAbsent(rule, new double[] {hours, (now - begun) / 86_400.0});
    }
  }
}
