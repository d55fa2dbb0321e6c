package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** Positions elsewhere, by first choosing what is looked at and then going along it. */
final class NaiveElsewhere {
  static final String RULE = "OBD-POSITION-ELSEWHERE";

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final List<NaiveItem> fixes = new ArrayList<>();

  NaiveElsewhere(NaiveLimits limits, List<NaiveItem> items) {
    this.limits = limits;
    this.stream = NaiveRoad.stream(items);
    for (NaiveItem item : stream) {
      boolean due =
          fixes.isEmpty()
              || item.second() - fixes.getLast().second()
                  >= limits.number(RULE, "everySeconds", item.second());
      if (due && NaiveRoad.placed(item) && NaiveRoad.odometer(item) >= 0) {
        fixes.add(item);
      }
    }
  }

  List<NaiveBreach> breaches() {
    NaiveSeries out = new NaiveSeries(limits, RULE, stream);
    int settled = 0;
    int here = -1;
    List<Integer> there = new ArrayList<>();
    for (int i = 0; i < fixes.size(); i++) {
      if (i > 0 && second(i) - second(i - 1) > at("gapSeconds", i)) {
        settled = i;
      }
      if (second(i) - second(settled) < at("settleSeconds", i)) {
        continue;
      }
      if (here < 0 || !counts(there.isEmpty() ? here : there.getLast(), i)) {
        here = i;
        there.clear();
      } else if (same(here, i)) {
        there.clear();
      } else if (metres(here, i) <= driven(here, i)) {
        here = i;
        there.clear();
      } else if (there.isEmpty() || metres(there.getLast(), i) > driven(there.getLast(), i)) {
        there.clear();
        there.add(i);
      } else {
        there.add(i);
        int first = there.getFirst();
        double way = (odometer(i) - odometer(first)) / 10.0;
        if (way >= at("lastingKm", i) - 1e-9
            && second(i) - second(first) >= at("lastingSeconds", i)
            && metres(first, i) >= 1000 * at("movedKm", i) - 1e-6) {
          double carried = at("carriedKmh", i) * (second(first) - second(here)) / 3.6;
          if (metres(here, first) > driven(here, first) + carried + 1e-6) {
            boolean verified = proven(here) && there.stream().allMatch(this::proven);
            int now = stream.indexOf(fixes.get(i));
            out.happened(now, second(first), metres(here, first), verified);
          }
          here = i;
          there.clear();
        }
      }
    }
    return out.breaches();
  }

  private boolean counts(int from, int to) {
    long words = odometer(to) - odometer(from);
    double most = at("mostKmh", to) * (second(to) - second(from)) / 3600.0 + 1;
    return words >= -1 && words / 10.0 <= most + 1e-9;
  }

  private double driven(int from, int to) {
    return 1000 * at("marginKm", to) + 100.0 * Math.max(0, odometer(to) - odometer(from) + 1);
  }

  private long metres(int from, int to) {
    return Math.min(
        NaiveRoad.metres(fixes.get(from), fixes.get(to)),
        NaiveRoad.metres(fixes.get(to), fixes.get(from)));
  }

  private boolean same(int a, int b) {
    return NaiveRoad.longitude(fixes.get(a)) == NaiveRoad.longitude(fixes.get(b))
        && NaiveRoad.latitude(fixes.get(a)) == NaiveRoad.latitude(fixes.get(b));
  }

  private boolean proven(int i) {
    return fixes.get(i).trust() > 0;
  }

  private long odometer(int i) {
    return NaiveRoad.odometer(fixes.get(i));
  }

  private long second(int i) {
    return fixes.get(i).second();
  }

  private double at(String key, int i) {
    return limits.number(RULE, key, second(i));
  }
}
