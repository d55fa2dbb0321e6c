package lantian.obd.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shifted positions, by cutting the looked-at ones into courses and going along each leap. */
final class NaiveShifted {
  static final String RULE = "OBD-POSITION-SHIFTED";
  private static final int MOST = 80;

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final List<NaiveItem> fixes = new ArrayList<>();
  private final List<long[]> places = new ArrayList<>();
  private int begun;
  private long next;

  NaiveShifted(NaiveLimits limits, List<NaiveItem> items) {
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
    for (int i = 0; i < fixes.size(); i++) {
      if (i == 0 || !counts(i)) {
        begin(i);
      } else if (metres(i - 1, i) <= driven(i)) {
        note(i);
      } else if (words(i) <= 10 * at("stillKm", i) + 1e-9 && enough(i)) {
        i = leapt(i, out);
      } else {
        begin(i);
      }
    }
    return out.breaches();
  }

  /** Goes along what a leap could mean; the last position that this decides upon. */
  private int leapt(int leap, NaiveSeries out) {
    long[] shift = {
      NaiveRoad.longitude(fixes.get(leap)) - NaiveRoad.longitude(fixes.get(leap - 1)),
      NaiveRoad.latitude(fixes.get(leap)) - NaiveRoad.latitude(fixes.get(leap - 1))
    };
    double balance = 0;
    Set<Integer> spoken = new HashSet<>();
    List<Integer> met = new ArrayList<>();
    for (int i = leap + 1; i < fixes.size(); i++) {
      if (!counts(i)) {
        begin(i);
        return i;
      }
      if (metres(i - 1, i) > driven(i)) {
        long[] back = moved(i - 1, shift);
        if (least(back, moved(i, new long[2])) <= driven(i)) {
          note(i);
        } else {
          begin(i);
        }
        return i;
      }
      balance = Math.max(0, balance - Math.max(0, words(i)));
      int there = near(moved(i, shift), at("nearMetres", i));
      if (there >= 0 && spoken.add(there)) {
        balance += 10 * at("worthKm", i);
        met.add(there);
      }
      int here = near(moved(i, new long[2]), at("nearMetres", i));
      if (here >= 0 && spoken.add(here)) {
        balance = Math.max(0, balance - 10 * at("worthKm", i));
      }
      boolean over = odometer(i) - odometer(leap) > 10 * at("giveUpKm", i) + 1e-9;
      boolean told = balance >= 10 * at("tellKm", i) - 1e-9 && bent(met, i) && !over;
      if (told) {
        boolean verified = fixes.subList(begun, i + 1).stream().allMatch(f -> f.trust() > 0);
        long away = metres(leap - 1, leap);
        out.happened(stream.indexOf(fixes.get(i)), fixes.get(leap).second(), away, verified);
      }
      if (told || over) {
        begin(i);
        return i;
      }
    }
    return fixes.size();
  }

  /** True if a place lies beside the line from the first to the farthest of those before it. */
  private boolean bent(List<Integer> met, int i) {
    for (int k = 2; k < met.size(); k++) {
      long[] first = places.get(met.getFirst());
      long[] far = places.get(met.get(1));
      for (int place : met.subList(1, k)) {
        far = metres(first, places.get(place)) > metres(first, far) ? places.get(place) : far;
      }
      long[] line = apart(first, far);
      long[] aside = apart(first, places.get(met.get(k)));
      double area = Math.abs((double) line[0] * aside[1] - (double) line[1] * aside[0]);
      if (area >= Math.round(1000 * at("bendKm", i)) * (double) metres(first, far)) {
        return true;
      }
    }
    return false;
  }

  private void begin(int i) {
    begun = i;
    places.clear();
    next = odometer(i);
  }

  private void note(int i) {
    if (odometer(i) < next) {
      return;
    }
    long[] here = moved(i, new long[2]);
    if (near(here, 1000 * at("apartKm", i)) >= 0) {
      next = odometer(i) + Math.round(10 * at("againKm", i));
      return;
    }
    long[] place = {Math.round(here[0] / 1e3) * 1000, Math.round(here[1] / 1e3) * 1000};
    places.add(place);
    if (places.size() > MOST) {
      places.removeFirst();
    }
    next = odometer(i) + Math.round(10 * at("apartKm", i));
  }

  private int near(long[] at, double metres) {
    for (int k = 0; k < places.size(); k++) {
      if (metres(at, places.get(k)) <= metres + 1e-6) {
        return k;
      }
    }
    return -1;
  }

  private boolean enough(int i) {
    return places.size() * (at("worthKm", i) - at("apartKm", i)) >= at("tellKm", i) - 1e-9;
  }

  private boolean counts(int i) {
    double hours = (fixes.get(i).second() - fixes.get(i - 1).second()) / 3600.0;
    return words(i) >= -1 && words(i) / 10.0 <= at("mostKmh", i) * hours + 1 + 1e-9;
  }

  private double driven(int i) {
    return 1000 * at("marginKm", i) + 100.0 * Math.max(0, words(i) + 1);
  }

  private long words(int i) {
    return odometer(i) - odometer(i - 1);
  }

  private long[] moved(int i, long[] shift) {
    return new long[] {
      NaiveRoad.longitude(fixes.get(i)) - shift[0], NaiveRoad.latitude(fixes.get(i)) - shift[1]
    };
  }

  private long metres(int from, int to) {
    return least(moved(from, new long[2]), moved(to, new long[2]));
  }

  private static long least(long[] a, long[] b) {
    return Math.min(metres(a, b), metres(b, a));
  }

  /** East and north of it. */
  private static long[] apart(long[] from, long[] to) {
    return new long[] {
      NaiveRoad.east(to[0] - from[0], from[1]) / 100, (to[1] - from[1]) * 11_132 / 100_000
    };
  }

  private static long metres(long[] from, long[] to) {
    return NaiveRoad.metres(to[0] - from[0], to[1] - from[1], to[1]);
  }

  private long odometer(int i) {
    return NaiveRoad.odometer(fixes.get(i));
  }

  private double at(String key, int i) {
    return limits.number(RULE, key, fixes.get(i).second());
  }
}
