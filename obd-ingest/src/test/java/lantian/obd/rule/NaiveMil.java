package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/** Lamp on too long, by scanning: between every two "on" blocks in a row, add up the driving. */
final class NaiveMil {
  static final String RULE = "OBD-MIL-LASTING";

  /** Trouble codes with the lamp off. */
  static final String DARK = "OBD-MIL-DARK";

  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> items;

  NaiveMil(NaiveLimits limits, String rule, List<NaiveItem> items) {
    this.limits = limits;
    this.rule = rule;
    this.items = items;
  }

  /** True if the block says what the rule looks for. */
  private boolean on(NaiveItem item) {
    boolean dark = item.type() == 1 && item.mil() == 0 && item.dtcCount() > 0;
    return rule.equals(DARK) ? dark : item.type() == 1 && item.mil() == 1;
  }

  /** True if the block says that it is not so. */
  private boolean off(NaiveItem item) {
    if (item.type() != 1) {
      return false;
    }
    boolean clear = item.mil() == 0 && item.dtcCount() == 0;
    return rule.equals(DARK) ? item.mil() == 1 || clear : item.mil() == 0;
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= items.size(); i++) {
      boolean off = i < items.size() && off(items.get(i));
      if (off || i == items.size()) {
        search(from, i, off, out);
        from = i + 1;
      }
    }
    return out;
  }

  /** Looks through the items between two "off" blocks. */
  private void search(int from, int to, boolean closed, List<NaiveBreach> out) {
    List<Integer> on = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (on(items.get(i))) {
        on.add(i);
      }
    }
    for (int k = 0; k < on.size(); k++) {
      long now = items.get(on.get(k)).second();
      if (seconds(on.subList(0, k + 1)) > Math.round(limits.number(rule, "hours", now) * 3600)) {
        NaiveBreach.Figures told = figures(on.subList(0, k + 1), now);
        out.add(new NaiveBreach(told, closed ? figures(on, now) : null));
        return;
      }
    }
  }

  /** Driving seconds between confirmed blocks. */
  private long seconds(List<Integer> on) {
    long sum = 0;
    for (int k = 1; k < on.size(); k++) {
      if (confirmed(on.get(k - 1), on.get(k))) {
        int chain = k - 1;
        while (chain > 0 && confirmed(on.get(chain - 1), on.get(chain))) {
          chain--;
        }
        sum += driven(on.get(chain), on.get(k - 1), on.get(k));
      }
    }
    return sum;
  }

  /** True if nothing else was said between two "on" blocks and they are near enough. */
  private boolean confirmed(int a, int b) {
    for (int i = a + 1; i < b; i++) {
      if (items.get(i).type() == 1) {
        return false;
      }
    }
    long now = items.get(b).second();
    return now - items.get(a).second() <= limits.number(rule, "blockGapSeconds", now);
  }

  /** Engine-on seconds that end between blocks a and b and begin after the chain's first block. */
  private long driven(int chain, int a, int b) {
    long sum = 0;
    for (int j = a + 1; j < b; j++) {
      if (running(j)) {
        int i = j - 1;
        while (i > chain && !speedKnown(i)) {
          i--;
        }
        long elapsed = items.get(j).second() - items.get(i).second();
        double gap = limits.number(rule, "gapSeconds", items.get(j).second());
        sum += i > chain && running(i) && elapsed <= gap ? elapsed : 0;
      }
    }
    return sum;
  }

  private boolean speedKnown(int i) {
    return items.get(i).carriesEngineSpeed() && items.get(i).engineSpeed() >= 0;
  }

  private boolean running(int i) {
    double least = limits.number(rule, "engineOnRpm", items.get(i).second());
    return speedKnown(i) && items.get(i).engineSpeed() / 8.0 >= least;
  }

  private NaiveBreach.Figures figures(List<Integer> on, long told) {
    NaiveItem first = items.get(on.getFirst());
    NaiveItem last = items.get(on.getLast());
    long hours = seconds(on) * 1000 / 3600;
    return new NaiveBreach.Figures(
        limits.idAt(told),
        first.second(),
        last.second(),
        told,
        hours,
        hours,
        Math.round(limits.number(rule, "hours", told) * 1000),
        last.dtcCount(),
        verified(on));
  }

  /** All "on" blocks and all driving between confirmed ones. */
  private boolean verified(List<Integer> on) {
    for (int k = 0; k < on.size(); k++) {
      if (items.get(on.get(k)).trust() == 0) {
        return false;
      }
      boolean counted = k > 0 && confirmed(on.get(k - 1), on.get(k));
      for (int i = k == 0 ? 0 : on.get(k - 1) + 1; counted && i < on.get(k); i++) {
        if (running(i) && items.get(i).trust() == 0) {
          return false;
        }
      }
    }
    return true;
  }
}
