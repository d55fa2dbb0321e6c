package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Incidents that follow one another soon enough, told by counting them in lists. */
final class NaiveSeries {
  /** The greatest is measured, against the limit of this name; otherwise they are counted. */
  private static final Map<String, String> WEIGHED =
      Map.of(
          "OBD-ODOMETER-BACK",
          "fallKm",
          NaiveElsewhere.RULE,
          "marginKm",
          NaiveShifted.RULE,
          "marginKm");

  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> stream;

  /** At each stream item, what it completes; null if nothing. */
  private final List<@Nullable Seen> seen = new ArrayList<>();

  /** One incident, or one that undoes those before if it never was. */
  record Seen(long from, long until, long milli, boolean verified, boolean undone) {}

  NaiveSeries(NaiveLimits limits, String rule, List<NaiveItem> stream) {
    this.limits = limits;
    this.rule = rule;
    this.stream = stream;
    for (int i = 0; i < stream.size(); i++) {
      seen.add(null);
    }
  }

  void happened(int at, long from, long milli, boolean verified) {
    seen.set(at, new Seen(from, stream.get(at).second(), milli, verified, false));
  }

  void undone(int at) {
    seen.set(at, new Seen(0, 0, 0, false, true));
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    List<Seen> open = new ArrayList<>();
    for (int i = 0; i < stream.size(); i++) {
      long now = stream.get(i).second();
      if (!open.isEmpty() && now - open.getLast().until > limits.number(rule, "spanSeconds", now)) {
        told(open, true, out);
        open.clear();
      }
      Seen here = seen.get(i);
      if (here != null && here.undone) {
        told(open, true, out);
        open.clear();
      } else if (here != null) {
        open.add(here);
      }
    }
    told(open, false, out);
    return out;
  }

  private void told(List<Seen> series, boolean closed, List<NaiveBreach> out) {
    for (int k = 0; k < series.size(); k++) {
      long now = series.get(k).until;
      String weighed = WEIGHED.get(rule);
      double least = weighed == null ? limits.number(rule, "times", now) : 1;
      if (k + 1 >= least) {
        long limit =
            Math.round(1000 * (weighed == null ? least : limits.number(rule, weighed, now)));
        NaiveBreach.Figures first = figures(series.subList(0, k + 1), now, limit);
        out.add(new NaiveBreach(first, closed ? figures(series, now, limit) : null));
        return;
      }
    }
  }

  private NaiveBreach.Figures figures(List<Seen> part, long told, long limit) {
    Seen greatest = part.getFirst();
    long sum = 0;
    boolean verified = true;
    for (Seen one : part) {
      greatest = one.milli > greatest.milli ? one : greatest;
      sum += one.milli;
      verified &= one.verified;
    }
    boolean counted = !WEIGHED.containsKey(rule);
    long measured = counted ? part.size() * 1000L : greatest.milli;
    return new NaiveBreach.Figures(
        limits.idAt(told),
        part.getFirst().from,
        part.getLast().until,
        counted ? told : greatest.until,
        measured,
        measured,
        limit,
        sum,
        verified);
  }
}
