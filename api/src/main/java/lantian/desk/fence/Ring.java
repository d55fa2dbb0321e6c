package lantian.desk.fence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A closed line (环): its last point is its first, and it nowhere crosses or touches itself.
 *
 * @param points in order, at least four
 */
record Ring(List<Spot> points) {
  /**
   * A point.
   *
   * @param lon degrees, -180 to 180
   * @param lat degrees, -90 to 90
   */
  record Spot(double lon, double lat) {}

  Ring {
    points = List.copyOf(points);
  }

  /** Number of the first line that crosses or folds back on another, null if none does. */
  @Nullable Integer crossing() {
    int lines = points.size() - 1;
    for (int i = 0; i < lines; i++) {
      if (points.get(i).equals(points.get(i + 1))) {
        return i;
      }
    }
    for (int i = 0; i < lines; i++) {
      for (int j = i + 1; j < lines; j++) {
        boolean follows = j == i + 1;
        boolean closes = i == 0 && j == lines - 1;
        if ((follows || closes) ? foldsBack(i, j, follows) : meet(i, j)) {
          return j;
        }
      }
    }
    return null;
  }

  /** Neighbours share a point; beyond it they must not share a way. */
  private boolean foldsBack(int i, int j, boolean follows) {
    Spot before = follows ? points.get(i) : points.get(j);
    Spot shared = follows ? points.get(j) : points.get(0);
    Spot after = follows ? points.get(j + 1) : points.get(1);
    double along =
        (before.lon() - shared.lon()) * (after.lon() - shared.lon())
            + (before.lat() - shared.lat()) * (after.lat() - shared.lat());
    return turn(before, shared, after) == 0 && along > 0;
  }

  private boolean meet(int i, int j) {
    Spot a = points.get(i);
    Spot b = points.get(i + 1);
    Spot c = points.get(j);
    Spot d = points.get(j + 1);
    int c1 = turn(a, b, c);
    int d1 = turn(a, b, d);
    int a1 = turn(c, d, a);
    int b1 = turn(c, d, b);
    return (c1 != d1 && a1 != b1)
        || (c1 == 0 && between(a, b, c))
        || (d1 == 0 && between(a, b, d))
        || (a1 == 0 && between(c, d, a))
        || (b1 == 0 && between(c, d, b));
  }

  /** 1 if the way turns left at b, -1 right, 0 straight on. */
  private static int turn(Spot a, Spot b, Spot c) {
    double cross =
        (b.lon() - a.lon()) * (c.lat() - a.lat()) - (b.lat() - a.lat()) * (c.lon() - a.lon());
    return (int) Math.signum(cross);
  }

  private static boolean between(Spot a, Spot b, Spot c) {
    return Math.min(a.lon(), b.lon()) <= c.lon()
        && c.lon() <= Math.max(a.lon(), b.lon())
        && Math.min(a.lat(), b.lat()) <= c.lat()
        && c.lat() <= Math.max(a.lat(), b.lat());
  }

  /** True if a point is inside; on the line it is on one side or the other. */
  boolean holds(double lon, double lat) {
    boolean inside = false;
    for (int i = 0, j = points.size() - 1; i < points.size(); j = i++) {
      Spot a = points.get(i);
      Spot b = points.get(j);
      boolean spans = (a.lat() > lat) != (b.lat() > lat);
      if (spans && lon < (b.lon() - a.lon()) * (lat - a.lat()) / (b.lat() - a.lat()) + a.lon()) {
        inside = !inside;
      }
    }
    return inside;
  }
}
