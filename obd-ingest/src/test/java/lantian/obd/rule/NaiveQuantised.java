package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A reading with few far words: from each start on as far as its words allow. */
final class NaiveQuantised {
  static final String RULE = "OBD-NOX-QUANTISED";

  private final NaiveLimits limits;
  private final NaiveStream stream;

  NaiveQuantised(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.stream =
        new NaiveStream(
            limits, RULE, items, facts, i -> i.noxDownstream() >= 0 && i.fuelRate() >= 0);
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    for (NaiveStream.Part part : stream.parts()) {
      int from = 0;
      while (from < part.items().size()) {
        int to = from + 1;
        while (to < part.items().size() && allowed(part.items(), from, to)) {
          to++;
        }
        search(part.items().subList(from, to), to < part.items().size() || part.over(), out);
        from = to;
      }
    }
    return out;
  }

  /** True if the word at {@code to} is one of those before it or a new one that may be. */
  private boolean allowed(List<NaiveItem> items, int from, int to) {
    long now = items.get(to).second();
    long word = items.get(to).noxDownstream();
    TreeSet<Long> before = new TreeSet<>();
    items.subList(from, to).forEach(i -> before.add(i.noxDownstream()));
    return before.contains(word)
        || (before.size() < at("mostWords", now)
            && before.stream()
                .allMatch(b -> Math.abs(b - word) * 0.05 >= at("stepPpm", now) - 1e-6));
  }

  private void search(List<NaiveItem> items, boolean over, List<NaiveBreach> out) {
    for (int i = 1; i < items.size(); i++) {
      List<NaiveItem> part = items.subList(0, i + 1);
      long now = items.get(i).second();
      long low = part.stream().mapToLong(NaiveItem::fuelRate).min().orElseThrow();
      long high = part.stream().mapToLong(NaiveItem::fuelRate).max().orElseThrow();
      if (seconds(part) >= at("holdSeconds", now)
          && changes(part) >= at("changes", now)
          && (high - low) * 0.05 >= at("fuelSpreadLph", now) - 1e-6) {
        out.add(new NaiveBreach(figures(part, now), over ? figures(items, now) : null));
        return;
      }
    }
  }

  private static int changes(List<NaiveItem> part) {
    int out = 0;
    for (int i = 1; i < part.size(); i++) {
      out += part.get(i).noxDownstream() == part.get(i - 1).noxDownstream() ? 0 : 1;
    }
    return out;
  }

  private long seconds(List<NaiveItem> part) {
    long sum = 0;
    for (int i = 1; i < part.size(); i++) {
      long elapsed = part.get(i).second() - part.get(i - 1).second();
      sum += elapsed <= at("gapSeconds", part.get(i).second()) ? elapsed : 0;
    }
    return sum;
  }

  private NaiveBreach.Figures figures(List<NaiveItem> part, long told) {
    long minutes = Math.round(seconds(part) / 60.0 * 1000);
    return new NaiveBreach.Figures(
        limits.idAt(told),
        part.getFirst().second(),
        part.getLast().second(),
        told,
        minutes,
        minutes,
        Math.round(at("holdSeconds", told) / 60 * 1000),
        part.stream().mapToLong(NaiveItem::noxDownstream).distinct().count(),
        part.stream().allMatch(i -> i.trust() > 0));
  }

  private double at(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
