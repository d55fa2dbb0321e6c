package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import lantian.proto.CityTime;

/** High days by scanning: all readings of a day are sorted, then the days are looked through. */
final class NaiveDaily {
  static final String RULE = "OBD-NOX-DAILY";

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final FactsAt facts;

  NaiveDaily(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    this.facts = facts;
  }

  /** A day's valid items, and the position of the first item behind the day. */
  private record Day(int number, int behind, List<NaiveItem> items) {
    NaiveItem last() {
      return items.getLast();
    }
  }

  List<NaiveBreach> breaches() {
    List<Day> days = days();
    List<NaiveBreach> out = new ArrayList<>();
    int from = 0;
    int told = 0;
    while (told < days.size()) {
      List<Day> near = near(days, from, told);
      if (near.size() < at("days", second(days.get(told).behind))) {
        told++;
        continue;
      }
      NaiveBreach.Figures first = figures(near, second(days.get(told).behind));
      int next = follow(days, told, near);
      boolean over = next <= days.size();
      NaiveBreach.Figures last = over ? figures(near, second(days.get(told).behind)) : null;
      out.add(new NaiveBreach(first, last == null ? null : keep(last, first)));
      from = next;
      told = next;
    }
    return out;
  }

  private static NaiveBreach.Figures keep(NaiveBreach.Figures last, NaiveBreach.Figures first) {
    return new NaiveBreach.Figures(
        first.set(),
        last.start(),
        last.last(),
        last.peakAt(),
        last.measured(),
        last.peak(),
        first.limit(),
        last.detail(),
        last.verified());
  }

  /** Days that are over, with at least one valid item. */
  private List<Day> days() {
    List<Day> out = new ArrayList<>();
    List<Integer> valid = valid();
    int i = 0;
    while (i < valid.size()) {
      int number = day(valid.get(i));
      List<NaiveItem> items = new ArrayList<>();
      while (i < valid.size() && day(valid.get(i)) == number) {
        items.add(stream.get(valid.get(i)));
        i++;
      }
      int behind = 0;
      while (behind < stream.size() && day(behind) <= number) {
        behind++;
      }
      if (behind < stream.size()) {
        out.add(new Day(number, behind, items));
      }
    }
    return out;
  }

  private List<Integer> valid() {
    return new NaiveDuty(limits, RULE, stream, facts)
        .looked().stream()
            .filter(i -> stream.get(i).noxDownstream() >= 0)
            .filter(i -> limit(stream.get(i)) >= 0)
            .toList();
  }

  /** High days up to {@code last} that lie near enough to it; none if it is not high. */
  private List<Day> near(List<Day> days, int from, int last) {
    List<Day> out = new ArrayList<>();
    Day end = days.get(last);
    for (int i = from; i <= last && high(end); i++) {
      Day day = days.get(i);
      if (high(day) && end.number - day.number < at("windowDays", second(end.behind))) {
        out.add(day);
      }
    }
    return out;
  }

  /**
   * Adds the high days that follow; says from which day on another may be told, beyond all if open.
   */
  private int follow(List<Day> days, int told, List<Day> near) {
    int good = 0;
    int next = told + 1;
    for (int i = days.get(told).behind; i < stream.size(); i++) {
      if (next < days.size() && days.get(next).behind == i) {
        Day day = days.get(next);
        next++;
        if (high(day)) {
          near.add(day);
          good = 0;
        } else if (enough(day)) {
          good++;
          if (good >= at("days", second(i))) {
            return next;
          }
        }
      }
      if (day(i) - near.getLast().number > at("windowDays", second(i))) {
        return next;
      }
    }
    return days.size() + 1;
  }

  private boolean enough(Day day) {
    return day.items.size() >= at("leastSeconds", day.last().second());
  }

  private boolean high(Day day) {
    long above = above(day);
    return enough(day)
        && above * 100.0 > at("sharePct", day.last().second()) * day.items.size()
        && rank(day, 0.5) >= Math.round(limit(day.last()) * 1000);
  }

  private long above(Day day) {
    return day.items.stream().filter(i -> ppm(i) > limit(i) + 1e-9).count();
  }

  /** Lower end of the 50 ppm in which the reading of this rank lies, thousandths. */
  private static long rank(Day day, double share) {
    List<Double> sorted = day.items.stream().map(NaiveDaily::ppm).sorted().toList();
    double value = sorted.get((int) Math.ceil(share * sorted.size() - 1e-9) - 1);
    double lower = (Math.ceil(value / 50 - 1e-9) - 1) * 50;
    return Math.round(Math.clamp(lower, 0, 1150) * 1000);
  }

  private static double ppm(NaiveItem item) {
    return item.noxDownstream() / 20.0 - 200;
  }

  /** The limit of the stage filed at the item's second, −1 if there is none. */
  private double limit(NaiveItem item) {
    JsonNode all = limits.value(RULE, "ppm", item.second());
    String stage = String.valueOf(facts.at(item.second()).stage());
    return all.has(stage) ? all.get(stage).asDouble() : -1;
  }

  private NaiveBreach.Figures figures(List<Day> days, long told) {
    Day last = days.getLast();
    Day top = days.getFirst();
    for (Day day : days) {
      top = rank(day, 0.9) > rank(top, 0.9) ? day : top;
    }
    return new NaiveBreach.Figures(
        limits.idAt(told),
        days.getFirst().items.getFirst().second(),
        last.last().second(),
        top.last().second(),
        rank(last, 0.5),
        rank(top, 0.9),
        Math.round(limit(last.last()) * 1000),
        above(last) * 100_000 / last.items.size(),
        days.stream().flatMap(d -> d.items.stream()).allMatch(i -> i.trust() > 0));
  }

  private int day(int index) {
    return CityTime.dayNumber(second(index));
  }

  private long second(int index) {
    return stream.get(index).second();
  }

  private double at(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
