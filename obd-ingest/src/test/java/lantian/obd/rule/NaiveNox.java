package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** Lasting NOx by scanning: mark what can be judged, cut at gaps, look for long high stretches. */
final class NaiveNox {
  static final String RULE = "OBD-NOX-LASTING";

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final FactsAt facts;

  NaiveNox(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    this.facts = facts;
  }

  /** A second that can be held against the limit. */
  private record Judged(int index, NaiveItem item, double ppm, boolean standIn) {}

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    List<Judged> judged = judged();
    int from = 0;
    for (int i = 0; i < judged.size(); i++) {
      boolean last = i + 1 == judged.size();
      int next = last ? stream.size() - 1 : judged.get(i + 1).index;
      boolean cut = silent(judged.get(i).index, next);
      if (cut || last) {
        search(judged.subList(from, i + 1), cut, out);
        from = i + 1;
      }
    }
    return out;
  }

  /** True if some item up to {@code next} shows that the gap after a judged one was too long. */
  private boolean silent(int index, int next) {
    long second = stream.get(index).second();
    for (int i = index + 1; i <= next; i++) {
      long now = stream.get(i).second();
      if (now - second > at("gapSeconds", now)) {
        return true;
      }
    }
    return false;
  }

  private List<Judged> judged() {
    List<Judged> out = new ArrayList<>();
    long start = -1;
    long lastOn = -1;
    long inletAt = -1;
    for (int i = 0; i < stream.size(); i++) {
      NaiveItem item = stream.get(i);
      long now = item.second();
      double rpm = item.engineSpeed() / 8.0;
      if (item.engineSpeed() < 0) {
        continue;
      }
      if (rpm < at("engineOnRpm", now)) {
        start = -1;
        continue;
      }
      if (start < 0 || now - lastOn > at("runGapSeconds", now)) {
        start = now;
        inletAt = now;
      }
      lastOn = now;
      if (item.inlet() >= 0) {
        inletAt = now;
      }
      String stage = facts.at(now).stage();
      boolean known = stage != null && limits.value(RULE, "ppm", now).has(stage);
      boolean standIn = item.inlet() < 0 && now - inletAt >= at("inletMissingSeconds", now);
      if (now - start >= at("warmUpSeconds", now)
          && known
          && hot(item, standIn)
          && item.noxDownstream() >= 0) {
        double ppm = limits.value(RULE, "ppm", now).get(String.valueOf(stage)).asDouble();
        out.add(new Judged(i, item, ppm, standIn));
      }
    }
    return out;
  }

  private boolean hot(NaiveItem item, boolean standIn) {
    if (item.inlet() >= 0) {
      return item.inlet() / 32.0 - 273 >= at("inletCelsius", item.second());
    }
    return standIn
        && item.outlet() >= 0
        && item.outlet() / 32.0 - 273 >= at("outletCelsius", item.second());
  }

  private void search(List<Judged> group, boolean cut, List<NaiveBreach> out) {
    int s = 0;
    while (s < group.size()) {
      int told = told(group, s);
      if (told < 0) {
        s++;
        continue;
      }
      int end = end(group, told);
      NaiveBreach.Figures first = figures(group, s, told, told);
      boolean closed = end < group.size() || cut;
      NaiveBreach.Figures last = closed ? figures(group, s, told, end - 1) : null;
      out.add(new NaiveBreach(first, last));
      s = end + 1;
    }
  }

  /** Where a stretch that begins exactly at {@code s} has lasted long enough, −1 if never. */
  private int told(List<Judged> group, int s) {
    for (int i = s; i < group.size() && above(group.get(i), 1); i++) {
      long now = group.get(i).item.second();
      if (now - group.get(s).item.second() >= at("holdSeconds", now)) {
        return i;
      }
    }
    return -1;
  }

  /** First index behind the stretch: the low second at which it was over, or the group's size. */
  private int end(List<Judged> group, int told) {
    long lastHigh = group.get(told).item.second();
    for (int i = told + 1; i < group.size(); i++) {
      long now = group.get(i).item.second();
      if (high(group.get(i))) {
        lastHigh = now;
      } else if (now - lastHigh >= at("endSeconds", now)) {
        return i;
      }
    }
    return group.size();
  }

  private boolean high(Judged judged) {
    return above(judged, at("endShare", judged.item.second()));
  }

  private static boolean above(Judged judged, double share) {
    return milli(judged.item.noxDownstream()) > Math.round(judged.ppm * share * 1000);
  }

  private static long milli(long raw) {
    return raw * 50 - 200_000;
  }

  /** Figures over the high seconds from {@code s} to {@code to}. */
  private NaiveBreach.Figures figures(List<Judged> group, int s, int told, int to) {
    List<Judged> highs = new ArrayList<>();
    for (int i = s; i <= to; i++) {
      if (i <= told || high(group.get(i))) {
        highs.add(group.get(i));
      }
    }
    Judged top = highs.getFirst();
    long sum = 0;
    for (Judged high : highs) {
      sum += milli(high.item.noxDownstream());
      top = high.item.noxDownstream() > top.item.noxDownstream() ? high : top;
    }
    Judged at = group.get(told);
    return new NaiveBreach.Figures(
        limits.idAt(at.item.second()),
        group.get(s).item.second(),
        highs.getLast().item.second(),
        top.item.second(),
        Math.floorDiv(2 * sum + highs.size(), 2L * highs.size()),
        milli(top.item.noxDownstream()),
        Math.round(at.ppm * 1000),
        highs.stream().anyMatch(h -> h.standIn) ? 1 : 0,
        highs.stream().allMatch(h -> h.item.trust() > 0));
  }

  private double at(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
