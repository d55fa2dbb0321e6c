package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** A filter that is never regenerated, by scanning: heat cuts the list, then relief cuts it. */
final class NaiveRegeneration {
  static final String RULE = "OBD-DPF-NO-REGENERATION";

  private final NaiveLimits limits;
  private final NaiveRuleLimits daily;
  private final List<NaiveItem> seen;
  private final long[] distance;
  private final long[] seconds;

  NaiveRegeneration(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.daily = new NaiveRuleLimits(limits, RULE);
    List<NaiveItem> stream = items.stream().filter(i -> i.type() == 2).toList();
    this.seen =
        new NaiveDuty(limits, RULE, stream, facts)
            .looked().stream().map(stream::get).filter(NaiveRegeneration::complete).toList();
    this.distance = new long[seen.size()];
    this.seconds = new long[seen.size()];
    sum();
  }

  private static boolean complete(NaiveItem i) {
    return i.inlet() >= 0 && i.odometer() >= 0 && i.intake() >= 0 && i.filterPressure() >= 0;
  }

  /** A mean of the pressure drop, known at an item. */
  private record Mean(int at, long milli) {}

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    long hot = 0;
    int from = 0;
    for (int i = 0; i < seen.size(); i++) {
      hot = heated(i) ? hot + counted(i) : 0;
      if (hot >= daily.at("heatSeconds", second(i))) {
        between(from, i, true, out);
        from = i + 1;
      }
    }
    between(from, seen.size(), false, out);
    return out;
  }

  /** The stretches between two regenerations. */
  private void between(int from, int to, boolean ended, List<NaiveBreach> out) {
    List<Mean> means = means(from, to);
    int start = from;
    int first = 0;
    for (int i = 0; i < means.size(); i++) {
      Mean mean = means.get(i);
      long highest = means.subList(first, i).stream().mapToLong(Mean::milli).max().orElse(-1);
      boolean leapt =
          i > first
              && mean.milli * 100 >= means.get(i - 1).milli * daily.at("jumpPct", second(mean.at));
      if (leapt || mean.milli * 100 <= highest * daily.at("reliefPct", second(mean.at))) {
        stretch(start, mean.at, means.subList(first, i), true, out);
        start = mean.at + 1;
        first = i + 1;
      }
    }
    stretch(start, to - 1, means.subList(first, means.size()), ended, out);
  }

  private List<Mean> means(int from, int to) {
    List<Mean> out = new ArrayList<>();
    long seconds = 0;
    List<NaiveItem> block = new ArrayList<>();
    for (int i = from; i < to; i++) {
      double kgh = seen.get(i).intake() / 20.0;
      boolean flows =
          kgh >= daily.at("leastKgh", second(i)) && kgh <= daily.at("mostKgh", second(i));
      boolean warm = seen.get(i).inlet() / 32.0 - 273 >= daily.at("warmCelsius", second(i));
      if (heated(i) || !flows || !warm) {
        continue;
      }
      seconds += counted(i);
      block.add(seen.get(i));
      if (seconds >= daily.at("blockSeconds", second(i))) {
        out.add(new Mean(i, mean(block, second(i))));
        seconds = 0;
        block.clear();
      }
    }
    return out;
  }

  /** The pressure drop by the volume flow, at the volume flow that all are compared at. */
  private long mean(List<NaiveItem> block, long now) {
    long drop = block.stream().mapToLong(NaiveItem::filterPressure).sum();
    long flow = block.stream().mapToLong(i -> i.intake() * i.inlet() / 1000).sum();
    long kgh = Math.round(Math.ceil(daily.at("comparedKgh", now) * 20 - 1e-9));
    long kelvin = Math.round(Math.ceil((daily.at("comparedCelsius", now) + 273) * 32 - 1e-9));
    return drop * 100 * (kgh * kelvin / 1000) / flow;
  }

  /** A stretch from one item to another, both included, and the means taken in it. */
  private void stretch(int from, int to, List<Mean> means, boolean over, List<NaiveBreach> out) {
    for (int i = 0; i < means.size(); i++) {
      Mean mean = means.get(i);
      long now = second(mean.at);
      long lowest = means.subList(0, i + 1).stream().mapToLong(Mean::milli).min().orElseThrow();
      boolean loaded =
          mean.milli >= Math.round(daily.at("floorKpa", now) * 1000)
              && lowest < Math.round(daily.at("leastKpa", now) * 1000)
              && mean.milli * 100 >= lowest * daily.at("growthPct", now)
              && mean.milli / 1e3 * mean.milli / lowest * 100
                  >= daily.at("leastKpa", now) * daily.at("growthPct", now) - 1e-9;
      boolean far =
          distance(from, mean.at) / 10.0 >= daily.at("distanceKm", now) - 1e-9
              && seconds(from, mean.at) >= Math.round(daily.at("hours", now) * 3600);
      if (loaded && far) {
        long limit = Math.round(daily.at("distanceKm", now) * 1000);
        String set = limits.idAt(now);
        NaiveBreach.Figures told = figures(set, from, mean.at, now, limit, mean.milli);
        long latest = means.getLast().milli;
        out.add(new NaiveBreach(told, over ? figures(set, from, to, now, limit, latest) : null));
        return;
      }
    }
  }

  private NaiveBreach.Figures figures(
      String set, int from, int to, long told, long limit, long latest) {
    long metres = distance(from, to) * 100;
    boolean verified = seen.subList(from, to + 1).stream().allMatch(i -> i.trust() > 0);
    return new NaiveBreach.Figures(
        set, second(from), second(to), told, metres, metres, limit, latest, verified);
  }

  private long distance(int from, int to) {
    return distance[to] - distance[from];
  }

  private long seconds(int from, int to) {
    return seconds[to] - seconds[from];
  }

  /** Sums over all items, so that a stretch is a difference. */
  private void sum() {
    for (int i = 1; i < seen.size(); i++) {
      long counted = counted(i);
      long driven = seen.get(i).odometer() - seen.get(i - 1).odometer();
      long most = (long) (daily.at("mostKmh", second(i)) * 10 * counted / 3600) + 1;
      seconds[i] = seconds[i - 1] + counted;
      distance[i] = distance[i - 1] + (counted > 0 && driven >= 0 && driven <= most ? driven : 0);
    }
  }

  private boolean heated(int i) {
    return seen.get(i).inlet() / 32.0 - 273 >= daily.at("heatCelsius", second(i));
  }

  private long counted(int i) {
    long elapsed = i == 0 ? 0 : second(i) - second(i - 1);
    return elapsed <= daily.at("gapSeconds", second(i)) ? elapsed : 0;
  }

  private long second(int i) {
    return seen.get(i).second();
  }
}
