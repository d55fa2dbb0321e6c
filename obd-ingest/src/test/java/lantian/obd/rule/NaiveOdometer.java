package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** An odometer that falls and stays low, by keeping all readings of two lines in lists. */
final class NaiveOdometer {
  static final String RULE = "OBD-ODOMETER-BACK";

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;

  NaiveOdometer(NaiveLimits limits, List<NaiveItem> items) {
    this.limits = limits;
    this.stream = NaiveRoad.stream(items);
  }

  List<NaiveBreach> breaches() {
    NaiveSeries out = new NaiveSeries(limits, RULE, stream);
    List<NaiveItem> line = new ArrayList<>();
    List<NaiveItem> other = new ArrayList<>();
    List<NaiveItem> odd = new ArrayList<>();
    long floor = Long.MAX_VALUE;
    for (int i = 0; i < stream.size(); i++) {
      NaiveItem item = stream.get(i);
      if (NaiveRoad.odometer(item) < 0) {
        continue;
      }
      if (line.isEmpty() || isBack(line, other, item)) {
        line.add(item);
        other.clear();
        odd.clear();
        continue;
      }
      if (!other.isEmpty() && !follows(other, item, "wideKm")) {
        if (!odd.isEmpty() && !follows(odd, item, "stepKm")) {
          odd.clear();
        }
        odd.add(item);
        if (grown(odd) >= at("firmKm", item) - 1e-9) {
          other = odd;
          odd = new ArrayList<>();
        }
        continue;
      }
      odd.clear();
      other.add(item);
      if (other.size() > 1 && confirmed(line, other)) {
        long fall = km(line.getLast()) - km(other.getFirst());
        if (fall / 10.0 >= at("fallKm", item) - 1e-9
            && grown(line) >= at("firmKm", item) - 1e-9
            && (km(other.getFirst()) - floor) / 10.0 < -at("stepKm", item) - 1e-9) {
          boolean verified = proven(line) && proven(other);
          out.happened(i, other.getFirst().second(), fall * 100, verified);
        }
        floor = fall < 0 ? km(line.getLast()) : Long.MAX_VALUE;
        line = other;
        other = new ArrayList<>();
      }
    }
    return out.breaches();
  }

  private static long km(NaiveItem item) {
    return NaiveRoad.odometer(item);
  }

  private boolean follows(List<NaiveItem> line, NaiveItem item, String most) {
    long step = km(item) - km(line.getLast());
    return step >= -1 && step / 10.0 <= at(most, item) + 1e-9;
  }

  /** Both sources are of one vehicle: the line went as far as the other one meanwhile. */
  private boolean isBack(List<NaiveItem> line, List<NaiveItem> other, NaiveItem item) {
    double unseen = other.isEmpty() ? 0 : grown(other);
    long step = km(item) - km(line.getLast());
    return step >= -1 && step / 10.0 <= at("stepKm", item) + unseen + 1e-9;
  }

  private static double grown(List<NaiveItem> line) {
    return (km(line.getLast()) - km(line.getFirst())) / 10.0;
  }

  private boolean confirmed(List<NaiveItem> line, List<NaiveItem> other) {
    NaiveItem now = other.getLast();
    if (km(other.getFirst()) > km(line.getLast())) {
      return grown(other) >= at("firmKm", now) - 1e-9;
    }
    return grown(other) >= at("lastingKm", now) - 1e-9
        && now.second() - other.getFirst().second() >= at("lastingSeconds", now);
  }

  /** Only items that move the odometer count. */
  private static boolean proven(List<NaiveItem> line) {
    for (int i = 0; i < line.size(); i++) {
      boolean moves = i == 0 || km(line.get(i)) != km(line.get(i - 1));
      if (moves && line.get(i).trust() == 0) {
        return false;
      }
    }
    return true;
  }

  private double at(String key, NaiveItem item) {
    return limits.number(RULE, key, item.second());
  }
}
