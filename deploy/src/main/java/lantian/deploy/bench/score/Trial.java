package lantian.deploy.bench.score;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.world.Exposure;
import lantian.deploy.simulate.world.Label;
import lantian.deploy.simulate.world.WorldTruck;
import lantian.obd.chunk.ItemReading;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.ItemType;
import lantian.obd.rule.DayResult;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.rule.Reading;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * One labelled truck before the judge (一车一案). Its frames are read as the server reads them;
 * findings are looked at every few minutes.
 */
final class Trial {
  private static final int STRIDE = 300;

  private final Judge judge;
  private final WorldTruck truck;
  private final Label label;
  private final VehicleFacts facts;
  private final @Nullable Spread spread;
  private final ItemReading[] readings = new ItemReading[STRIDE];
  private final Received received;
  private final Map<String, Set<String>> before = new HashMap<>();
  private final Map<String, Set<String>> after = new HashMap<>();
  private final Map<String, double[]> delay = new HashMap<>();
  private final Set<Integer> days = new HashSet<>();
  private Memory memory;
  private int next;
  private int until;

  /** With a place for how its values are spread, null for none. */
  Trial(Judge judge, WorldTruck truck, @Nullable Spread spread) {
    this.judge = judge;
    this.truck = truck;
    this.label = truck.label();
    this.spread = spread;
    this.memory = judge.initial();
    Arrays.setAll(readings, _ -> new ItemReading());
    this.facts = Filed.facts(truck);
    this.received = new Received(Filed.dossier(truck));
  }

  Outcome outcome(int number) {
    Exposure exposure = truck.run(received::packet);
    received.merge();
    while (next < received.count()) {
      hear();
    }
    Map<String, Told> told = new HashMap<>();
    Set<String> rules = new HashSet<>(before.keySet());
    rules.addAll(after.keySet());
    for (String rule : rules) {
      double[] first = delay.getOrDefault(rule, new double[2]);
      int early = before.getOrDefault(rule, Set.of()).size();
      int late = after.getOrDefault(rule, Set.of()).size();
      told.put(rule, new Told(early, late, first[0], first[1]));
    }
    return new Outcome(number, label, exposure, days.size(), received.count(), told);
  }

  /** The next few minutes. */
  private void hear() {
    until = Math.min(next + STRIDE, received.count());
    for (int i = next; i < until; i++) {
      if (!ItemType.mark(received.type(i))) {
        days.add(CityTime.dayNumber(received.second(i)));
        break;
      }
    }
    long now = received.second(until - 1);
    DayResult result = judge.day(memory, this::next, truck.vin(), _ -> facts);
    memory = result.atEnd();
    result.findings().forEach(finding -> note(finding, now));
  }

  private @Nullable Reading next() {
    if (next == until) {
      return null;
    }
    int i = next++;
    ItemReading reading = received.read(i, readings[i % STRIDE]);
    if (spread != null && reading.type() == ItemType.STREAM) {
      spread.add(reading, label);
    }
    return reading;
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
      double hours = fault == null ? 0 : truck.hours(begun, now);
      delay.putIfAbsent(rule, new double[] {hours, (now - begun) / 86_400.0});
    }
  }
}
