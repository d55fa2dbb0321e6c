package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** Two measures of the way driven, by cutting the stream into legs and these into windows. */
final class NaiveWays {
  static final String ODOMETER = "OBD-ODOMETER-UNLIKE-SPEED";
  static final String POSITION = "OBD-REGION";

  /** Half a raw speed times a second, and a metre, in one unit. */
  private static final long HALF = 5;

  private static final long METRE = 9216;

  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> stream;

  NaiveWays(NaiveLimits limits, String rule, List<NaiveItem> items) {
    this.limits = limits;
    this.rule = rule;
    this.stream = NaiveRoad.stream(items);
  }

  /** Ways between two items, in units. */
  private record Leg(int from, int to, long gauge, long speed) {}

  /** Legs that make a window. */
  private record Window(long start, int end, long gauge, long speed, boolean verified) {}

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    List<Window> windows = windows(rule.equals(ODOMETER) ? steps() : legs());
    List<Window> streak = new ArrayList<>();
    int side = 0;
    int next = 0;
    for (int i = 0; i < stream.size(); i++) {
      if (!streak.isEmpty() && second(i) - second(streak.getLast().end) > at("pauseSeconds", i)) {
        told(streak, side, true, out);
        streak.clear();
      }
      if (next < windows.size() && windows.get(next).end == i) {
        Window window = windows.get(next++);
        int now = side(window);
        if (!streak.isEmpty() && now != side) {
          told(streak, side, true, out);
          streak.clear();
        }
        side = now;
        if (side != 0) {
          streak.add(window);
        }
      }
    }
    told(streak, side, false, out);
    return out;
  }

  private int side(Window window) {
    if (window.gauge * 100.0 > window.speed * at("morePct", window.end)) {
      return 1;
    }
    return window.speed * 100.0 > window.gauge * at("lessPct", window.end) ? -1 : 0;
  }

  /** From item to item, by the odometer. */
  private List<Leg> steps() {
    List<Leg> out = new ArrayList<>();
    for (int i = 1; i < stream.size(); i++) {
      if (observed(i - 1) && observed(i) && joined(i)) {
        long step = NaiveRoad.odometer(stream.get(i)) - NaiveRoad.odometer(stream.get(i - 1));
        if (Math.abs(step) / 10.0 <= at("stepKm", i) + 1e-9) {
          out.add(new Leg(i - 1, i, step * 100 * METRE, driven(i)));
        }
      }
    }
    return out;
  }

  /** From position to position, some time apart. */
  private List<Leg> legs() {
    List<Leg> out = new ArrayList<>();
    int from = -1;
    for (int i = 0; i < stream.size(); i++) {
      if (!observed(i)) {
        from = -1;
        continue;
      }
      if (from < 0 || !joined(i)) {
        from = i;
        continue;
      }
      if (second(i) - second(from) >= at("legSeconds", i)) {
        long speed = 0;
        for (int j = from + 1; j <= i; j++) {
          speed += driven(j);
        }
        long metres = NaiveRoad.metres(stream.get(from), stream.get(i));
        if (speed >= at("legMetres", i) * METRE && metres <= at("legMostMetres", i)) {
          out.add(new Leg(from, i, metres * METRE, speed));
        }
        from = i;
      }
    }
    return out;
  }

  private List<Window> windows(List<Leg> legs) {
    List<Window> out = new ArrayList<>();
    int first = 0;
    int after = -1;
    for (int k = 0; k < legs.size(); k++) {
      long gauge = 0;
      long speed = 0;
      for (int j = first; j <= k; j++) {
        gauge += legs.get(j).gauge;
        speed += legs.get(j).speed;
      }
      int end = legs.get(k).to;
      if (Math.max(gauge, speed) >= at("windowKm", end) * 1000 * METRE) {
        boolean verified = true;
        for (int i = after + 1; i <= end; i++) {
          verified &= !observed(i) || stream.get(i).trust() > 0;
        }
        out.add(new Window(second(legs.get(first).from), end, gauge, speed, verified));
        first = k + 1;
        after = end;
      }
    }
    return out;
  }

  private boolean observed(int i) {
    NaiveItem item = stream.get(i);
    boolean gauged = rule.equals(ODOMETER) ? NaiveRoad.odometer(item) >= 0 : NaiveRoad.placed(item);
    return NaiveRoad.speed(item) >= 0 && gauged;
  }

  private boolean joined(int i) {
    return second(i) - second(i - 1) <= at("gapSeconds", i);
  }

  private long driven(int i) {
    long sum = NaiveRoad.speed(stream.get(i)) + NaiveRoad.speed(stream.get(i - 1));
    return HALF * sum * (second(i) - second(i - 1));
  }

  private void told(List<Window> streak, int side, boolean closed, List<NaiveBreach> out) {
    for (int k = 0; k < streak.size(); k++) {
      int now = streak.get(k).end;
      if (k + 1 >= at("windows", now)) {
        long limit = Math.round(1000 * at(side > 0 ? "morePct" : "lessPct", now));
        NaiveBreach.Figures first = figures(streak.subList(0, k + 1), side, now, limit);
        out.add(new NaiveBreach(first, closed ? figures(streak, side, now, limit) : null));
        return;
      }
    }
  }

  private NaiveBreach.Figures figures(List<Window> part, int side, int told, long limit) {
    long gauge = part.stream().mapToLong(Window::gauge).sum();
    long speed = part.stream().mapToLong(Window::speed).sum();
    long longer = side > 0 ? gauge : speed;
    long shorter = side > 0 ? speed : gauge;
    long ratio = shorter <= 0 ? 10_000_000 : Math.min(10_000_000, longer * 100_000 / shorter);
    return new NaiveBreach.Figures(
        limits.idAt(second(told)),
        part.getFirst().start,
        second(part.getLast().end),
        second(told),
        ratio,
        ratio,
        limit,
        (gauge - speed) / METRE,
        part.stream().allMatch(Window::verified));
  }

  private long second(int i) {
    return stream.get(i).second();
  }

  private double at(String key, int i) {
    return limits.number(rule, key, second(i));
  }
}
