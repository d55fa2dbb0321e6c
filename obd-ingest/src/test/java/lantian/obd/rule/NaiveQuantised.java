package lantian.obd.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        int to = reach(part.items(), from);
        search(part.items().subList(from, to), to < part.items().size() || part.over(), out);
        from = to;
      }
    }
    return out;
  }

  /** Behind the last item whose words are few and far enough apart. */
  private int reach(List<NaiveItem> items, int from) {
    Set<Long> words = new HashSet<>();
    int to = from;
    while (to < items.size() && allowed(words, items.get(to))) {
      words.add(items.get(to).noxDownstream());
      to++;
    }
    return to;
  }

  private boolean allowed(Set<Long> before, NaiveItem item) {
    long word = item.noxDownstream();
    double step = at("stepPpm", item.second());
    boolean room = before.isEmpty() || before.size() < at("mostWords", item.second());
    return before.contains(word)
        || (room && before.stream().allMatch(b -> Math.abs(b - word) * 0.05 >= step - 1e-6));
  }

  private void search(List<NaiveItem> items, boolean over, List<NaiveBreach> out) {
    long low = items.getFirst().fuelRate();
    long high = low;
    int changes = 0;
    long seconds = 0;
    for (int i = 1; i < items.size(); i++) {
      NaiveItem item = items.get(i);
      low = Math.min(low, item.fuelRate());
      high = Math.max(high, item.fuelRate());
      changes += item.noxDownstream() == items.get(i - 1).noxDownstream() ? 0 : 1;
      seconds += seconds(items.subList(i - 1, i + 1));
      if (seconds >= at("holdSeconds", item.second())
          && changes >= at("changes", item.second())
          && (high - low) * 0.05 >= at("fuelSpreadLph", item.second()) - 1e-6) {
        long now = item.second();
        List<NaiveItem> part = items.subList(0, i + 1);
        out.add(new NaiveBreach(figures(part, now), over ? figures(items, now) : null));
        return;
      }
    }
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
