package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ways driven behind removal alarms, by looking from each alarm to both of its sides. */
final class NaiveRemoval {
  static final String RULE = "OBD-TERMINAL-REMOVED";

  private final NaiveLimits limits;
  private final List<NaiveItem> items;

  /** Numbers of the stream items at which the vehicle's standing was noted. */
  private final List<Integer> noted = new ArrayList<>();

  /** What is known at each item: a way, with an alarm before it or without, or an alarm in vain. */
  private final Map<Integer, Seen> seen = new TreeMap<>();

  /** What came of a silence: metres driven, −1 if none. */
  private record Seen(
      boolean said,
      long from,
      long until,
      long metres,
      boolean carried,
      long end,
      boolean verified) {}

  /** A way behind an alarm, and whether enough of the last ways were announced when it ended. */
  private record Counted(Seen way, boolean announced) {}

  NaiveRemoval(NaiveLimits limits, List<NaiveItem> all) {
    this.limits = limits;
    this.items = all.stream().filter(i -> i.type() == 2 || i.type() == 255).toList();
  }

  List<NaiveBreach> breaches() {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).type() == 2 && silent(i)) {
        i = settled(after(i, new Before(false, false, metered(i), null, false)));
      } else if (items.get(i).type() == 2) {
        if (noted.isEmpty() || second(i) - second(noted.getLast()) >= at("noteSeconds", i)) {
          noted.add(i);
        }
      } else if (!noted.isEmpty() && believed(i)) {
        i = settled(alarm(i));
      }
    }
    return tell();
  }

  private int settled(int end) {
    if (end < items.size()) {
      noted.add(end);
    }
    return end;
  }

  /** True if this is the first word after a silence at whose beginning the odometer was known. */
  private boolean silent(int i) {
    return !noted.isEmpty()
        && second(i) - second(noted.getLast()) > at("edgeSeconds", i)
        && speaks(i)
        && metered(i) >= 0;
  }

  /** Number of the last odometer, −1 if it is older than the last word by more than the edge. */
  private int metered(int i) {
    int read = lastNoted(false);
    boolean fresh = read >= 0 && second(noted.getLast()) - second(read) <= at("edgeSeconds", i);
    return fresh ? read : -1;
  }

  private boolean believed(int alarm) {
    return items.get(alarm).trust() > 0 || items.get(noted.getLast()).trust() == 0;
  }

  /**
   * What was known before a silence.
   *
   * @param vague true if the alarm came later and does not say where
   * @param odometer number of the item with the odometer, −1 if none
   */
  private record Before(
      boolean said, boolean vague, int odometer, @Nullable NaiveItem place, boolean sure) {}

  /** Number of the item that settles an alarm. */
  private int alarm(int i) {
    double edge = at("edgeSeconds", i);
    int last = noted.getLast();
    int read = metered(i);
    int placed = lastNoted(true);
    boolean seenPlace = placed >= 0 && second(last) - second(placed) <= edge;
    NaiveItem own = asStream(items.get(i));
    boolean soon = second(i) - second(last) <= edge;
    boolean two = NaiveRoad.placed(own) && seenPlace;
    boolean near = two && NaiveRoad.metres(own, items.get(placed)) <= at("nearMetres", i);
    if (two && !soon && !near && read >= 0) {
      return after(i + 1, new Before(false, false, read, null, false));
    }
    boolean vague = !soon && !NaiveRoad.placed(own);
    boolean metered = read >= 0 && (soon || near || vague);
    NaiveItem place = NaiveRoad.placed(own) ? own : soon && seenPlace ? items.get(placed) : null;
    boolean sure =
        items.get(i).trust() > 0
            && items.get(metered ? read : last).trust() > 0
            && (place == null || place.trust() > 0);
    return after(i + 1, new Before(true, vague, metered ? read : -1, place, sure));
  }

  private int after(int first, Before before) {
    int back = first;
    while (back < items.size() && !speaks(back)) {
      back++;
    }
    if (before.odometer < 0 && before.place == null) {
      return back;
    }
    NaiveItem there = null;
    for (int j = back; j < items.size(); j++) {
      NaiveItem item = items.get(j);
      if (item.type() != 2) {
        continue;
      }
      boolean late = second(j) - second(back) > at("edgeSeconds", j);
      there = there == null && !late && NaiveRoad.placed(item) ? item : there;
      if (before.odometer >= 0 && !late) {
        if (km(j) >= 0) {
          driven(j, before);
          return j;
        }
      } else if (there != null || late) {
        carried(j, before, there);
        return j;
      }
    }
    return items.size();
  }

  private void driven(int j, Before before) {
    long driven = km(j) - km(before.odometer);
    long from = second(before.odometer);
    double most = Math.floor(at("mostKmh", j) * 10 * (second(j) - from) / 3600.0 + 1e-9) + 1;
    boolean moved = driven / 10.0 >= at("leastKm", j) - 1e-9;
    if (driven >= -1 && driven <= most && (moved || before.said)) {
      boolean verified = before.sure && items.get(j).trust() > 0;
      long metres = moved ? driven * 100 : -1;
      seen.put(j, new Seen(before.said, from, second(j), metres, before.vague, km(j), verified));
    }
  }

  private void carried(int j, Before before, @Nullable NaiveItem there) {
    NaiveItem place = before.place;
    if (place == null || there == null) {
      return;
    }
    long metres = NaiveRoad.metres(place, there);
    double most = at("mostKmh", j) / 3.6 * (there.second() - place.second()) + 1000;
    if (metres <= most + 1e-6) {
      boolean moved = metres >= at("leastKm", j) * 1000 - 1e-6;
      boolean verified = before.sure && there.trust() > 0;
      long from = second(noted.getLast());
      seen.put(j, new Seen(true, from, second(j), moved ? metres : -1, true, -1, verified));
    }
  }

  private List<NaiveBreach> tell() {
    List<NaiveBreach> out = new ArrayList<>();
    List<Counted> series = new ArrayList<>();
    List<Boolean> recent = new ArrayList<>();
    int vain = 0;
    long end = -1;
    for (int i = 0; i < items.size(); i++) {
      boolean over =
          !series.isEmpty() && second(i) - series.getLast().way.until > at("spanSeconds", i);
      boolean fell = items.get(i).type() == 2 && km(i) >= 0 && km(i) < end - 1;
      Seen here = seen.get(i);
      boolean idle = here != null && here.metres < 0;
      int most = (int) at("vainAlarms", i);
      if (over || fell) {
        told(series, true, out);
        series.clear();
        end = -1;
      }
      if (here != null && !idle) {
        recent.add(here.said);
        while (recent.size() > at("recentWays", i)) {
          recent.removeFirst();
        }
      }
      if (idle && ++vain >= most) {
        vain = most;
        told(series, true, out);
        series.clear();
        end = -1;
      } else if (here != null && !idle && here.said) {
        if (vain < most) {
          long said = recent.stream().filter(one -> one).count();
          series.add(new Counted(here, said * 100 >= at("saidPct", i) * recent.size()));
          end = here.end < 0 ? end : here.end;
        }
        vain = Math.max(0, vain - 1);
      }
    }
    told(series, false, out);
    return out;
  }

  private void told(List<Counted> series, boolean closed, List<NaiveBreach> out) {
    long sum = 0;
    long driven = 0;
    for (int k = 0; k < series.size(); k++) {
      Seen one = series.get(k).way;
      sum += one.metres;
      driven += one.carried ? 0 : 1;
      double limit = limits.number(RULE, "sumKm", one.until);
      boolean sure = driven > 0 || k + 1 >= limits.number(RULE, "carriedTimes", one.until);
      if (sure && series.get(k).announced && sum >= limit * 1000 - 1e-6) {
        NaiveBreach.Figures first = figures(series.subList(0, k + 1), one.until, limit);
        out.add(new NaiveBreach(first, closed ? figures(series, one.until, limit) : null));
        return;
      }
    }
  }

  private NaiveBreach.Figures figures(List<Counted> counted, long told, double limit) {
    List<Seen> part = counted.stream().map(Counted::way).toList();
    long sum = part.stream().mapToLong(Seen::metres).sum();
    return new NaiveBreach.Figures(
        limits.idAt(told),
        part.getFirst().from,
        part.getLast().until,
        told,
        sum,
        sum,
        Math.round(limit * 1000),
        part.size() * 1000L,
        part.stream().allMatch(Seen::verified));
  }

  /** The last noted item with a position or an odometer, −1 if there is none. */
  private int lastNoted(boolean place) {
    for (int i : noted.reversed()) {
      if (place ? NaiveRoad.placed(items.get(i)) : km(i) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private boolean speaks(int i) {
    NaiveItem item = items.get(i);
    return item.type() == 2
        && (NaiveRoad.speed(item) >= 0 || item.engineSpeed() >= 0 || km(i) >= 0);
  }

  private static NaiveItem asStream(NaiveItem alarm) {
    byte[] body = new byte[37];
    System.arraycopy(alarm.body(), 0, body, 24, 9);
    return new NaiveItem(alarm.vin(), alarm.second(), 2, body, alarm.trust());
  }

  private long km(int i) {
    return NaiveRoad.odometer(items.get(i));
  }

  private long second(int i) {
    return items.get(i).second();
  }

  private double at(String key, int i) {
    return limits.number(RULE, key, second(i));
  }
}
