package lantian.obd.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Breaches of events that lie near each other, from the list of all of them. */
final class NaiveRepeats {
  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> items;
  private final FactsAt facts;

  /**
   * @param items those that said something
   */
  NaiveRepeats(NaiveLimits limits, String rule, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.rule = rule;
    this.items = items;
    this.facts = facts;
  }

  /** At which item it happened, and whether all that it rests on is verified. */
  record Event(int item, boolean verified) {}

  List<NaiveBreach> breaches(List<Event> all) {
    List<NaiveBreach> out = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < all.size(); i++) {
      long now = second(all.get(i));
      int from = forgotten(all, first, i);
      if (i - from + 1 >= count(now)) {
        int last = i;
        int end = end(all.get(last));
        while (last + 1 < all.size() && all.get(last + 1).item < end) {
          last++;
          end = end(all.get(last));
        }
        NaiveBreach.Figures told = figures(all.subList(from, i + 1), now);
        boolean over = end < items.size();
        out.add(new NaiveBreach(told, over ? figures(all.subList(from, last + 1), now) : null));
        i = last;
        first = last + 1;
      }
    }
    return out;
  }

  /** The first of the events from {@code first} on that none up to {@code to} has dropped. */
  private int forgotten(List<Event> all, int first, int to) {
    int from = first;
    for (int j = first; j <= to; j++) {
      long now = second(all.get(j));
      while (now - second(all.get(from)) > window(now)) {
        from++;
      }
    }
    return from;
  }

  private NaiveBreach.Figures figures(List<Event> rests, long told) {
    long start = second(rests.getFirst());
    long last = second(rests.getLast());
    long n = rests.size() * 1000L;
    return new NaiveBreach.Figures(
        limits.idAt(told),
        start,
        last,
        told,
        n,
        n,
        count(told) * 1000,
        last - start,
        rests.stream().allMatch(Event::verified));
  }

  /** The first item that lies further behind an event than the window. */
  private int end(Event event) {
    int end = event.item + 1;
    while (end < items.size()
        && items.get(end).second() - second(event) <= window(items.get(end).second())) {
      end++;
    }
    return end;
  }

  private long second(Event event) {
    return items.get(event.item).second();
  }

  private long count(long now) {
    String key = !rule.equals(NaiveBlocks.RESET) ? "returns" : near(now) ? "nearResets" : "resets";
    return Math.round(limits.number(rule, key, now));
  }

  /** True if an inspection is due within some days, today included. */
  private boolean near(long now) {
    LocalDate due = facts.at(now).inspectedUntil();
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochSecond(now), ZoneOffset.ofHours(8));
    return due != null
        && !today.isAfter(due)
        && !today.plusDays(Math.round(limits.number(rule, "nearDays", now))).isBefore(due);
  }

  /** Seconds within which events are near. */
  long window(long now) {
    return rule.equals(NaiveBlocks.RESET)
        ? Math.round(limits.number(rule, "days", now) * 86_400)
        : Math.round(limits.number(rule, "hours", now) * 3600);
  }
}
