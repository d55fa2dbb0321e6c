package lantian.obd.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.obd.filing.VehicleFacts;

/** Terminals that come back, by cutting the stream where the card changes. */
final class NaiveTerminals {
  static final String RULE = "OBD-TERMINALS-SEVERAL";

  private final NaiveRepeats repeats;
  private final List<NaiveItem> items;

  NaiveTerminals(NaiveLimits limits, List<NaiveItem> all) {
    this.items = all.stream().filter(i -> i.type() == 2 && !i.card().isEmpty()).toList();
    this.repeats = new NaiveRepeats(limits, RULE, items, second -> VehicleFacts.UNKNOWN);
  }

  List<NaiveBreach> breaches() {
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (i == 0 || !items.get(i).card().equals(items.get(i - 1).card())) {
        turns.add(i);
      }
    }
    List<NaiveRepeats.Event> returns = new ArrayList<>();
    // where the turn of a card ended, and whether it began with a proven item
    Map<String, Integer> ended = new HashMap<>();
    Map<String, Boolean> sure = new HashMap<>();
    for (int t = 1; t < turns.size(); t++) {
      NaiveItem now = items.get(turns.get(t));
      NaiveItem before = items.get(turns.get(t - 1));
      long window = repeats.window(now.second());
      ended.values().removeIf(e -> now.second() - items.get(e).second() > window);
      if (ended.containsKey(now.card())) {
        boolean all = now.trust() > 0 && before.trust() > 0 && sure.getOrDefault(now.card(), false);
        returns.add(new NaiveRepeats.Event(turns.get(t), all));
      }
      ended.remove(now.card());
      if (ended.size() == 4) {
        ended.values().remove(Collections.min(ended.values()));
      }
      ended.put(before.card(), turns.get(t));
      sure.put(before.card(), before.trust() > 0);
    }
    return repeats.breaches(returns);
  }
}
