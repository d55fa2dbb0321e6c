package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Frozen readings by scanning: from each start on as far as the band reaches. */
final class NaiveFrozen {
  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> stream;
  private final FactsAt facts;
  private final ToLongFunction<NaiveItem> watched;

  NaiveFrozen(NaiveLimits limits, String rule, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.rule = rule;
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    this.facts = facts;
    this.watched =
        switch (rule) {
          case "OBD-NOX-FROZEN" -> NaiveItem::noxDownstream;
          case "OBD-INLET-FROZEN" -> NaiveItem::inlet;
          default -> NaiveItem::coolant;
        };
  }

  List<NaiveBreach> breaches() {
    List<Integer> seen =
        new NaiveDuty(limits, rule, stream, facts)
            .looked().stream()
                .filter(i -> watched.applyAsLong(stream.get(i)) >= 0)
                .filter(i -> stream.get(i).fuelRate() >= 0)
                .toList();
    List<NaiveBreach> out = new ArrayList<>();
    int from = 0;
    while (from < seen.size()) {
      int to = last(seen, from);
      boolean ended = to + 1 < seen.size();
      boolean over = ended || paused(seen.get(to), stream.size() - 1);
      add(seen.subList(from, to + 1), over, out);
      from = to + 1;
    }
    return out;
  }

  /** How far the band of a start reaches, without a pause between. */
  private int last(List<Integer> seen, int from) {
    long low = watched.applyAsLong(stream.get(seen.get(from)));
    long high = low;
    int to = from;
    while (to + 1 < seen.size() && !paused(seen.get(to), seen.get(to + 1))) {
      NaiveItem next = stream.get(seen.get(to + 1));
      low = Math.min(low, watched.applyAsLong(next));
      high = Math.max(high, watched.applyAsLong(next));
      if ((high - low) * perBit() > at("band", next.second()) + 1e-6) {
        break;
      }
      to++;
    }
    return to;
  }

  private double perBit() {
    return switch (rule) {
      case "OBD-NOX-FROZEN" -> 0.05;
      case "OBD-INLET-FROZEN" -> 1 / 32.0;
      default -> 1;
    };
  }

  private boolean paused(int index, int until) {
    for (int i = index + 1; i <= until; i++) {
      long now = stream.get(i).second();
      if (now - stream.get(index).second() > at("pauseSeconds", now)) {
        return true;
      }
    }
    return false;
  }

  private void add(List<Integer> part, boolean over, List<NaiveBreach> out) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    long seconds = 0;
    for (int i = 0; i < part.size(); i++) {
      NaiveItem item = stream.get(part.get(i));
      least = Math.min(least, item.fuelRate());
      most = Math.max(most, item.fuelRate());
      seconds += i == 0 ? 0 : seconds(part.subList(i - 1, i + 1));
      boolean driven = (most - least) * 0.05 >= at("fuelSpreadLph", item.second()) - 1e-6;
      boolean lasting = seconds >= at("holdSeconds", item.second());
      if (i > 0 && driven && lasting && rested(part.subList(0, i + 1))) {
        NaiveBreach.Figures told = figures(part.subList(0, i + 1), item.second());
        out.add(new NaiveBreach(told, over ? figures(part, item.second()) : null));
        return;
      }
    }
  }

  /**
   * True if the part spans as many rests as are asked for, each measured by the limit at its end.
   */
  private boolean rested(List<Integer> part) {
    if (!rule.equals("OBD-COOLANT-FROZEN")) {
      return true;
    }
    int rests = 0;
    for (int i = 1; i < part.size(); i++) {
      long now = stream.get(part.get(i)).second();
      long elapsed = now - stream.get(part.get(i - 1)).second();
      rests += elapsed >= at("restSeconds", now) ? 1 : 0;
    }
    return rests >= at("rests", stream.get(part.getLast()).second());
  }

  private long seconds(List<Integer> part) {
    long sum = 0;
    for (int i = 1; i < part.size(); i++) {
      long now = stream.get(part.get(i)).second();
      long elapsed = now - stream.get(part.get(i - 1)).second();
      sum += elapsed <= at("gapSeconds", now) ? elapsed : 0;
    }
    return sum;
  }

  private NaiveBreach.Figures figures(List<Integer> part, long told) {
    long minutes = Math.round(seconds(part) / 60.0 * 1000);
    return new NaiveBreach.Figures(
        limits.idAt(told),
        stream.get(part.getFirst()).second(),
        stream.get(part.getLast()).second(),
        told,
        minutes,
        minutes,
        Math.round(at("holdSeconds", told) / 60 * 1000),
        milli(watched.applyAsLong(stream.get(part.getFirst()))),
        part.stream().allMatch(i -> stream.get(i).trust() > 0));
  }

  private long milli(long raw) {
    return switch (rule) {
      case "OBD-NOX-FROZEN" -> raw * 50 - 200_000;
      case "OBD-INLET-FROZEN" -> Math.round((raw / 32.0 - 273) * 1000);
      default -> (raw - 40) * 1000;
    };
  }

  private double at(String key, long second) {
    return limits.number(rule, key, second);
  }
}
