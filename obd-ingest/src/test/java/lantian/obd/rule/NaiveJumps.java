package lantian.obd.rule;

import java.util.List;

/** Position jumps, by going back from every position to where the receiver last lost it. */
final class NaiveJumps {
  static final String RULE = "OBD-POSITION-JUMP";

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final List<NaiveItem> fixes;

  NaiveJumps(NaiveLimits limits, List<NaiveItem> items) {
    this.limits = limits;
    this.stream = NaiveRoad.stream(items);
    this.fixes = stream.stream().filter(NaiveRoad::placed).toList();
  }

  List<NaiveBreach> breaches() {
    NaiveSeries out = new NaiveSeries(limits, RULE, stream);
    int here = -1;
    int there = -1;
    int settled = 0;
    for (int i = 0; i < fixes.size(); i++) {
      if (i > 0 && second(i) - second(i - 1) > at("gapSeconds", i)) {
        settled = i;
      }
      if (second(i) - second(settled) < at("settleSeconds", i)) {
        there = -1;
      } else if (here >= 0 && same(here, i)) {
        there = -1;
      } else if (here < 0 || reaches(here, i)) {
        here = i;
        there = -1;
      } else if (there < 0 || !reaches(there, i)) {
        there = i;
      } else if (second(i) - second(there) >= at("staySeconds", i)) {
        boolean verified = proven(here) && proven(there) && proven(i);
        long metres = NaiveRoad.metres(fixes.get(here), fixes.get(there));
        out.happened(stream.indexOf(fixes.get(i)), second(there), metres, verified);
        here = i;
        there = -1;
      }
    }
    return out.breaches();
  }

  private boolean reaches(int from, int to) {
    double seconds = second(to) - second(from);
    double most = at("marginMetres", to) + at("mostKmh", to) * seconds / 3.6;
    return NaiveRoad.metres(fixes.get(from), fixes.get(to)) <= most + 1e-6;
  }

  private boolean same(int a, int b) {
    return NaiveRoad.longitude(fixes.get(a)) == NaiveRoad.longitude(fixes.get(b))
        && NaiveRoad.latitude(fixes.get(a)) == NaiveRoad.latitude(fixes.get(b));
  }

  private boolean proven(int i) {
    return fixes.get(i).trust() > 0;
  }

  private long second(int i) {
    return fixes.get(i).second();
  }

  private double at(String key, int i) {
    return limits.number(RULE, key, second(i));
  }
}
