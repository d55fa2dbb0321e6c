package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** Runs of packets with times that can't be, cut where right items come, over plain lists. */
final class NaiveClock {
  static final String RULE = "OBD-CLOCK-IMPLAUSIBLE";
  private static final int REMEMBERED = 16;

  private final NaiveLimits limits;
  private final List<NaiveItem> items;

  NaiveClock(NaiveLimits limits, List<NaiveItem> all) {
    this.limits = limits;
    this.items = all.stream().filter(i -> i.type() == 0 || i.carriesEngineSpeed()).toList();
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    List<NaiveItem> run = new ArrayList<>();
    int right = 0;
    for (NaiveItem item : items) {
      if (item.type() == 0) {
        boolean soon =
            !run.isEmpty()
                && item.second() - run.getLast().second() < at("apartSeconds", item.second());
        if (soon || !counted().contains(item)) {
          continue;
        }
        boolean over =
            !run.isEmpty()
                && item.second() - run.getLast().second() > at("spanSeconds", item.second());
        if (over) {
          told(run, true, out);
          run.clear();
        }
        run.add(item);
        right = 0;
      } else if (!run.isEmpty()
          && (run.getFirst().body()[7] != 64 || cityMinute(item.second()) >= 13 * 60 + 5)
          && (item.trust() > 0 || run.stream().anyMatch(i -> i.trust() == 0))) {
        boolean told = !told(run, false, new ArrayList<>()).isEmpty();
        if (!told || ++right >= at("rightItems", item.second())) {
          told(run, true, out);
          run.clear();
        }
      }
    }
    told(run, false, out);
    return out;
  }

  private static long cityMinute(long second) {
    return (second / 60 + 8 * 60) % (24 * 60);
  }

  private List<NaiveItem> counted = List.of();

  /** Packets that are no copy of one of the last, nor anybody's beside proven items. */
  private List<NaiveItem> counted() {
    if (counted.isEmpty()) {
      counted = new ArrayList<>();
      boolean proven = false;
      for (NaiveItem item : items) {
        if (item.type() != 0) {
          proven = item.trust() > 0;
        } else if (!proven || item.trust() > 0) {
          List<NaiveItem> last =
              counted.subList(Math.max(0, counted.size() - REMEMBERED), counted.size());
          if (last.stream().noneMatch(i -> java.util.Arrays.equals(i.body(), item.body()))) {
            counted.add(item);
          }
        }
      }
    }
    return counted;
  }

  private List<NaiveBreach> told(List<NaiveItem> run, boolean closed, List<NaiveBreach> out) {
    for (int k = 0; k < run.size(); k++) {
      long now = run.get(k).second();
      double packets = at("packets", now);
      long seconds = now - run.getFirst().second();
      if (k + 1 >= packets && seconds >= Math.round(at("hours", now) * 3600)) {
        long limit = Math.round(packets * 1000);
        NaiveBreach.Figures first = figures(run.subList(0, k + 1), now, limit);
        out.add(new NaiveBreach(first, closed ? figures(run, now, limit) : null));
        return out;
      }
    }
    return out;
  }

  private NaiveBreach.Figures figures(List<NaiveItem> part, long told, long limit) {
    NaiveItem first = part.getFirst();
    return new NaiveBreach.Figures(
        limits.idAt(told),
        first.second(),
        part.getLast().second(),
        told,
        part.size() * 1000L,
        part.size() * 1000L,
        limit,
        first.body()[7] & 0xFF,
        part.stream().allMatch(i -> i.trust() > 0));
  }

  private double at(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
