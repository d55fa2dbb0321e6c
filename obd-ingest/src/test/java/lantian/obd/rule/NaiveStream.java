package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The stream items a rule can use, cut where nothing was usable for too long. */
final class NaiveStream {
  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> stream;
  private final List<Integer> usable;

  NaiveStream(
      NaiveLimits limits,
      String rule,
      List<NaiveItem> items,
      FactsAt facts,
      Predicate<NaiveItem> usable) {
    this.limits = limits;
    this.rule = rule;
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    this.usable =
        new NaiveDuty(limits, rule, stream, facts)
            .looked().stream().filter(i -> usable.test(stream.get(i))).toList();
  }

  /** Items without a pause between; the last part may go on. */
  record Part(List<NaiveItem> items, boolean over) {}

  List<Part> parts() {
    List<Part> out = new ArrayList<>();
    List<NaiveItem> part = new ArrayList<>();
    for (int i = 0; i < usable.size(); i++) {
      part.add(stream.get(usable.get(i)));
      boolean last = i + 1 == usable.size();
      boolean over = paused(usable.get(i), last ? stream.size() - 1 : usable.get(i + 1));
      if (last || over) {
        out.add(new Part(part, over));
        part = new ArrayList<>();
      }
    }
    return out;
  }

  private boolean paused(int index, int until) {
    for (int i = index + 1; i <= until; i++) {
      long now = stream.get(i).second();
      if (now - stream.get(index).second() > limits.number(rule, "pauseSeconds", now)) {
        return true;
      }
    }
    return false;
  }
}
