package lantian.obd.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frozen monitoring counters, by cutting the items where a counter moved and adding up between. */
final class NaiveRatios {
  static final String RULE = "OBD-IUPR-FROZEN";

  private final NaiveLimits limits;
  private final List<NaiveItem> items;

  NaiveRatios(NaiveLimits limits, List<NaiveItem> items) {
    this.limits = limits;
    this.items = items;
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    int from = -1;
    int last = -1;
    for (int i = 0; i < items.size(); i++) {
      if (says(i) && clean(i)) {
        if (from >= 0 && moved(from, last, i)) {
          search(from, i, true, out);
          from = i;
        }
        from = from < 0 ? i : from;
        last = i;
      }
    }
    if (from >= 0) {
      search(from, items.size(), false, out);
    }
    return out;
  }

  private boolean says(int i) {
    return items.get(i).type() == 1 && NaiveBlock.ratiosKnown(items.get(i));
  }

  private boolean clean(int i) {
    return items.get(i).mil() == 0 && items.get(i).dtcCount() == 0;
  }

  private boolean moved(int from, int last, int i) {
    int[] then = NaiveBlock.ratios(items.get(from));
    int[] now = NaiveBlock.ratios(items.get(i));
    then[1] = now[1];
    return !Arrays.equals(then, now) || grown(last, i) > at("mostCycles", i);
  }

  private int grown(int from, int to) {
    int grown = NaiveBlock.ratios(items.get(to))[1] - NaiveBlock.ratios(items.get(from))[1];
    return grown < 0 ? grown + 65_536 : grown;
  }

  /** Looks through the items from one whose block began anew to the next such. */
  private void search(int from, int to, boolean over, List<NaiveBreach> out) {
    List<Integer> looked = new ArrayList<>();
    List<Integer> trips = new ArrayList<>();
    drive(from, to, looked, trips);
    NaiveBreach.Figures told = null;
    NaiveBreach.Figures last = null;
    int cycles = 0;
    int counted = 0;
    boolean verified = items.get(from).trust() > 0;
    int before = from;
    for (int i = from + 1; i < to; i++) {
      if (!says(i)) {
        continue;
      }
      if (clean(i)) {
        verified &= items.get(i).trust() > 0;
        if (clean(before)) {
          cycles += grown(before, i);
          counted += between(trips, before, i).size();
          verified &= between(looked, before, i).stream().allMatch(k -> items.get(k).trust() > 0);
        }
        boolean enough = cycles >= at("cycles", i) && counted >= at("trips", i);
        if (told != null || enough) {
          last = figures(from, i, told, cycles, counted, verified);
          told = told == null ? last : told;
        }
      }
      before = i;
    }
    if (told != null) {
      out.add(new NaiveBreach(told, over ? last : null));
    }
  }

  private static List<Integer> between(List<Integer> all, int from, int to) {
    return all.stream().filter(k -> k > from && k < to).toList();
  }

  private NaiveBreach.Figures figures(
      int from,
      int i,
      NaiveBreach.@org.jspecify.annotations.Nullable Figures told,
      int cycles,
      int trips,
      boolean verified) {
    long now = items.get(i).second();
    return new NaiveBreach.Figures(
        told == null ? limits.idAt(now) : told.set(),
        items.get(from).second(),
        now,
        told == null ? now : told.peakAt(),
        cycles * 1000L,
        cycles * 1000L,
        told == null ? Math.round(at("cycles", i) * 1000) : told.limit(),
        trips,
        verified);
  }

  /** Which items were looked at with the engine on, and at which a trip came to count. */
  private void drive(int from, int to, List<Integer> looked, List<Integer> trips) {
    int last = from; // −1 while the engine is off
    long on = 0;
    long fast = 0;
    boolean done = true;
    for (int i = from + 1; i < to; i++) {
      long silent = last < 0 ? Long.MAX_VALUE : second(i) - second(last);
      boolean early = silent < at("everySeconds", i);
      if (items.get(i).type() != 2 || early || items.get(i).engineSpeed() < 0) {
        continue;
      }
      if (items.get(i).engineSpeed() / 8.0 < at("engineOnRpm", i)) {
        last = -1;
        continue;
      }
      boolean fresh = silent > at("runGapSeconds", i);
      on = fresh ? 0 : on + added(last, i);
      fast = fresh ? 0 : fast + (fast(i) ? added(last, i) : 0);
      done &= !fresh;
      looked.add(i);
      last = i;
      if (!done && on >= at("tripSeconds", i) && fast >= at("fastSeconds", i)) {
        trips.add(i);
        done = true;
      }
    }
  }

  /** Seconds that an item adds to its trip. */
  private long added(int before, int i) {
    long elapsed = second(i) - second(before);
    return elapsed <= at("gapSeconds", i) ? elapsed : 0;
  }

  private boolean fast(int i) {
    byte[] body = items.get(i).body();
    int speed = (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
    int air = body[2] & 0xFF;
    return speed < 0xFAFF
        && speed / 256.0 >= at("fastKmh", i)
        && items.get(i).engineSpeed() / 8.0 >= at("fastRpm", i)
        && air <= 0xFA
        && air / 2.0 >= at("airKpa", i);
  }

  private long second(int i) {
    return items.get(i).second();
  }

  private double at(String key, int i) {
    return limits.number(RULE, key, items.get(i).second());
  }
}
