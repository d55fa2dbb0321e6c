package lantian.obd.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Driving in silence, by looking from each silence to both of its sides. */
final class NaiveSilence {
  static final String RULE = "OBD-SILENT-MOVE";

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final Set<Integer> ends = new HashSet<>();

  NaiveSilence(NaiveLimits limits, List<NaiveItem> items) {
    this.limits = limits;
    this.stream = NaiveRoad.stream(items);
  }

  List<NaiveBreach> breaches() {
    NaiveSeries out = new NaiveSeries(limits, RULE, stream);
    for (int i = 1; i < stream.size(); i++) {
      if (silent(i)) {
        across(i, out);
      }
    }
    long end = -1;
    for (int i = 0; i < stream.size(); i++) {
      if (km(i) >= 0 && km(i) < end - 1) {
        out.undone(i);
        end = -1;
      } else if (ends.contains(i)) {
        end = km(i);
      }
    }
    return out.breaches();
  }

  private void across(int i, NaiveSeries out) {
    int after = i;
    while (after < stream.size() && km(after) < 0) {
      after++;
      if (after < stream.size() && silent(after)) {
        return;
      }
    }
    int before = known(i - 1);
    if (after == stream.size() || before < 0) {
      return;
    }
    long from = second(i - 1);
    boolean near =
        from - second(before) <= at("edgeSeconds", i)
            && second(after) - second(i) <= at("edgeSeconds", after);
    long driven = km(after) - km(before);
    double hours = (second(after) - from) / 3600.0;
    boolean believed =
        driven / 10.0 >= at("leastKm", after) - 1e-9
            && driven - 1 <= Math.floor(at("mostKmh", after) * 10 * hours + 1e-9);
    if (near && believed) {
      boolean verified = stream.get(i - 1).trust() > 0 && stream.get(after).trust() > 0;
      ends.add(after);
      out.happened(after, from, driven * 100, verified);
    }
  }

  /** Last item up to here with an odometer, −1 if there is none. */
  private int known(int i) {
    int j = i;
    while (j >= 0 && km(j) < 0) {
      j--;
    }
    return j;
  }

  private boolean silent(int i) {
    return second(i) - second(i - 1) >= at("silentSeconds", i);
  }

  private long km(int i) {
    return NaiveRoad.odometer(stream.get(i));
  }

  private long second(int i) {
    return stream.get(i).second();
  }

  private double at(String key, int i) {
    return limits.number(RULE, key, second(i));
  }
}
