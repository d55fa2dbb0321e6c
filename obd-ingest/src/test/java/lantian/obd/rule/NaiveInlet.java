package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** Inlet and load, by scanning: engine runs, then blocks, then changes between plain blocks. */
final class NaiveInlet {
  static final String RULE = "OBD-TEMPERATURE-UNRELATED";

  private final NaiveLimits limits;
  private final NaiveRuleLimits daily;
  private final List<NaiveItem> stream;
  private final List<Change> changes = new ArrayList<>();

  NaiveInlet(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.daily = new NaiveRuleLimits(limits, RULE);
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    List<Integer> seen =
        new NaiveDuty(limits, RULE, stream, facts)
            .looked().stream()
                .filter(i -> stream.get(i).inlet() >= 0 && stream.get(i).fuelRate() >= 0)
                .toList();
    int from = 0;
    for (int i = 1; i <= seen.size(); i++) {
      if (i == seen.size() || cut(seen.get(i - 1), seen.get(i))) {
        changes(seen.subList(from, i).stream().map(stream::get).toList());
        from = i;
      }
    }
  }

  /** A change from one plain block to one of the other kind, and how far the inlet followed. */
  private record Change(List<NaiveItem> from, List<NaiveItem> to, long went) {
    long at() {
      return to.getLast().second();
    }
  }

  /** True if the engine stopped, or too little was seen, between two items of the stream. */
  private boolean cut(int a, int b) {
    long now = stream.get(b).second();
    if (now - stream.get(a).second() > daily.at("gapSeconds", now)) {
      return true;
    }
    long on = stream.get(a).second();
    for (int i = a + 1; i <= b; i++) {
      NaiveItem item = stream.get(i);
      if (item.engineSpeed() < 0) {
        continue;
      }
      boolean off = item.engineSpeed() / 8.0 < daily.at("engineOnRpm", item.second());
      if (off || item.second() - on > daily.at("runGapSeconds", item.second())) {
        return true;
      }
      on = item.second();
    }
    return false;
  }

  private void changes(List<NaiveItem> run) {
    List<NaiveItem> plain = List.of();
    int from = 0;
    long seconds = 0;
    for (int i = 1; i < run.size(); i++) {
      long now = run.get(i).second();
      seconds += now - run.get(i - 1).second();
      if (seconds < daily.at("blockSeconds", now)) {
        continue;
      }
      List<NaiveItem> block = run.subList(from, i + 1);
      from = i + 1;
      seconds = 0;
      double hottest = block.stream().mapToLong(NaiveItem::inlet).max().orElseThrow() / 32.0 - 273;
      if (hottest > daily.at("inletMostCelsius", now)) {
        plain = List.of();
      } else if (kind(block) != 0) {
        if (!plain.isEmpty()
            && kind(plain) == -kind(block)
            && now - plain.getLast().second() <= daily.at("pauseSeconds", now)) {
          changes.add(new Change(plain, block, kind(block) * (inlet(block) - inlet(plain))));
        }
        plain = block;
      }
    }
  }

  /** 1 under load, −1 idling; by the limits at the end of the block. */
  private int kind(List<NaiveItem> block) {
    long now = block.getLast().second();
    double lph = Math.floor(mean(block.stream().mapToLong(NaiveItem::fuelRate).sum(), block)) / 20;
    if (lph >= daily.at("loadLph", now)) {
      return 1;
    }
    return lph <= daily.at("idleLph", now) ? -1 : 0;
  }

  private static long inlet(List<NaiveItem> block) {
    return (long) Math.floor(mean(block.stream().mapToLong(NaiveItem::inlet).sum(), block));
  }

  private static double mean(long sum, List<NaiveItem> block) {
    return (double) sum / block.size();
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    int i = 0;
    while (i < changes.size()) {
      i = missed(changes.get(i)) ? stretch(i, out) : i + 1;
    }
    return out;
  }

  private boolean missed(Change change) {
    return change.went / 32.0 < daily.at("leastKelvin", change.at()) - 1e-9;
  }

  private int stretch(int from, List<NaiveBreach> out) {
    List<Change> missed = new ArrayList<>();
    NaiveBreach.Figures told = null;
    double balance = 0;
    for (int i = from; i < changes.size(); i++) {
      Change change = changes.get(i);
      double times = daily.at("times", change.at());
      if (missed(change)) {
        missed.add(change);
        balance = told == null ? balance + 1 : Math.min(balance + 1, times);
        if (told == null && balance >= times) {
          told = figures(limits.idAt(change.at()), missed, change.at(), times);
        }
        continue;
      }
      balance -= daily.at("refuteWeight", change.at());
      if (balance <= 0) {
        if (told != null) {
          NaiveBreach.Figures all =
              figures(told.set(), missed, told.peakAt(), told.limit() / 1000.0);
          out.add(new NaiveBreach(told, all));
        }
        return i + 1;
      }
    }
    if (told != null) {
      out.add(new NaiveBreach(told, null));
    }
    return changes.size();
  }

  private static NaiveBreach.Figures figures(
      String set, List<Change> missed, long told, double times) {
    long most = missed.stream().mapToLong(Change::went).max().orElseThrow();
    return new NaiveBreach.Figures(
        set,
        missed.getFirst().from.getFirst().second(),
        missed.getLast().at(),
        told,
        missed.size() * 1000L,
        missed.size() * 1000L,
        Math.round(times * 1000),
        Math.floorDiv(most * 125 + 2, 4),
        missed.stream().allMatch(m -> proven(m.from) && proven(m.to)));
  }

  private static boolean proven(List<NaiveItem> block) {
    return block.stream().allMatch(i -> i.trust() > 0);
  }
}
