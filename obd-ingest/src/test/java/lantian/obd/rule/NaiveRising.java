package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A level that rises under way, by scanning: first every drive, then its means, then the rises. */
final class NaiveRising {
  static final String RULE = "OBD-REAGENT-RISING";

  private final NaiveLimits limits;
  private final NaiveRuleLimits daily;
  private final List<NaiveItem> stream;
  private final FactsAt facts;

  NaiveRising(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.daily = new NaiveRuleLimits(limits, RULE);
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    this.facts = facts;
  }

  /** A rise: from its lowest mean to the second at which it was certain, and when it was known. */
  private record Rise(long lowAt, long last, long known, long milli, boolean verified) {}

  /** A mean over a block, and the second of the item behind it. */
  private record Mean(long first, long last, long behind, long milli, boolean verified) {}

  List<NaiveBreach> breaches() {
    List<Rise> rises = new ArrayList<>();
    List<NaiveItem> drive = new ArrayList<>();
    for (NaiveItem item : stream) {
      boolean moving = moving(item);
      boolean goesOn = moving ? close(drive, item) : slow(item);
      if (!goesOn) {
        rises(drive, rises);
        drive = new ArrayList<>();
      }
      if (moving) {
        drive.add(item);
      }
    }
    rises(drive, rises);
    return told(rises);
  }

  private boolean moving(NaiveItem item) {
    long now = item.second();
    boolean listed = false;
    for (JsonNode name : limits.value(RULE, "stages", now)) {
      listed |= name.asText().equals(facts.at(now).stage());
    }
    return listed
        && item.speed() / 256.0 >= at("movingKmh", now)
        && item.reagentLevel() >= 0
        && item.reagentLevel() * 0.4 >= at("lowestPct", now) - 1e-9;
  }

  private boolean slow(NaiveItem item) {
    return item.speed() >= 0 && item.speed() / 256.0 < at("movingKmh", item.second());
  }

  private boolean close(List<NaiveItem> drive, NaiveItem item) {
    long now = item.second();
    return drive.isEmpty() || now - drive.getLast().second() <= at("restSeconds", now);
  }

  private void rises(List<NaiveItem> drive, List<Rise> out) {
    List<Mean> means = means(drive);
    int low = -1;
    int above = -1;
    for (int i = 0; i < means.size(); i++) {
      Mean mean = means.get(i);
      if (mean.first - drive.getFirst().second() < at("settleSeconds", mean.behind)) {
        continue;
      }
      long up = low < 0 ? -1 : mean.milli - means.get(low).milli;
      if (up < Math.round(at("risePct", mean.behind) * 1000)) {
        low = low < 0 || up < 0 ? i : low;
        above = -1;
        continue;
      }
      above = above < 0 ? i : above;
      if (mean.last - means.get(above).first >= at("staySeconds", mean.behind)) {
        long least =
            means.subList(above, i + 1).stream().mapToLong(Mean::milli).min().orElseThrow();
        long rise = least - means.get(low).milli;
        out.add(new Rise(means.get(low).last, mean.last, mean.behind, rise, mean.verified));
        low = i;
        above = -1;
      }
    }
  }

  /** Full blocks of a drive; verified if all of the drive is up to there. */
  private List<Mean> means(List<NaiveItem> drive) {
    List<Mean> out = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < drive.size(); i++) {
      long now = drive.get(i).second();
      if (now - drive.get(from).second() >= at("blockSeconds", now)) {
        List<NaiveItem> part = drive.subList(from, i);
        long sum = part.stream().mapToLong(NaiveItem::reagentLevel).sum();
        out.add(
            new Mean(
                part.getFirst().second(),
                part.getLast().second(),
                now,
                sum * 400 / part.size(),
                drive.subList(0, i).stream().allMatch(x -> x.trust() > 0)));
        from = i;
      }
    }
    return out;
  }

  private List<NaiveBreach> told(List<Rise> rises) {
    List<NaiveBreach> out = new ArrayList<>();
    int from = 0;
    while (from < rises.size()) {
      int to = from;
      while (to + 1 < rises.size() && !paused(rises.get(to).last, rises.get(to + 1).known)) {
        to++;
      }
      boolean over = paused(rises.get(to).last, stream.getLast().second());
      for (int i = from; i <= to; i++) {
        if (i - from + 1 >= at("times", rises.get(i).known)) {
          NaiveBreach.Figures told = figures(rises.subList(from, i + 1), rises.get(i));
          NaiveBreach.Figures all = figures(rises.subList(from, to + 1), rises.get(i));
          out.add(new NaiveBreach(told, over ? all : null));
          break;
        }
      }
      from = to + 1;
    }
    return out;
  }

  /** True if some item up to a second finds the last rise too long ago. */
  private boolean paused(long last, long until) {
    return stream.stream()
        .mapToLong(NaiveItem::second)
        .filter(s -> s > last && s <= until)
        .anyMatch(s -> s - last > at("pauseSeconds", s));
  }

  private NaiveBreach.Figures figures(List<Rise> part, Rise told) {
    long times = part.size() * 1000L;
    return new NaiveBreach.Figures(
        limits.idAt(told.known),
        part.getFirst().lowAt,
        part.getLast().last,
        told.last,
        times,
        times,
        Math.round(at("times", told.known) * 1000),
        part.stream().mapToLong(Rise::milli).max().orElseThrow(),
        part.stream().allMatch(Rise::verified));
  }

  private double at(String key, long second) {
    return daily.at(key, second);
  }
}
