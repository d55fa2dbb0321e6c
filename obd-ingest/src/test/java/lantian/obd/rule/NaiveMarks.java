package lantian.obd.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Calibrations that changed, by scanning: the blocks of every value in a list of its own, the lists
 * ordered by when the value was seen last.
 */
final class NaiveMarks {
  static final String CALID = "OBD-CALID-CHANGED";
  static final String CVN = "OBD-CVN-CHANGED";

  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> items;

  NaiveMarks(NaiveLimits limits, String rule, List<NaiveItem> items) {
    this.limits = limits;
    this.rule = rule;
    this.items = items.stream().filter(i -> i.type() == 1 && !said(i).contains("null")).toList();
  }

  /** Calibration id, and the verification number behind it if that is looked at. */
  private String said(NaiveItem block) {
    String calid = String.valueOf(NaiveBlock.calid(block));
    return rule.equals(CALID) ? calid : calid + "/" + NaiveBlock.cvn(block);
  }

  private String beside(NaiveItem block) {
    return rule.equals(CALID) ? "" : String.valueOf(NaiveBlock.calid(block));
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    List<List<NaiveItem>> known = new ArrayList<>();
    List<List<NaiveItem>> news = new ArrayList<>();
    // by the first: whether all blocks with which a value came to be known were proven
    Map<NaiveItem, Boolean> sure = new HashMap<>();
    for (NaiveItem block : items) {
      List<NaiveItem> old = find(known, block);
      if (old != null) {
        old.add(block);
        continue;
      }
      List<NaiveItem> mine = find(news, block);
      if (mine == null) {
        mine = new ArrayList<>();
        forget(news, 2);
        news.add(mine);
      }
      mine.add(block);
      long now = block.second();
      boolean enough = mine.size() >= at("blocks", now);
      if (enough && now - mine.getFirst().second() >= Math.round(at("hours", now) * 3600)) {
        news.removeIf(l -> said(l.getFirst()).equals(said(block)));
        tell(known, mine, out, sure);
        forget(known, 4);
        known.add(mine);
        sure.put(mine.getFirst(), mine.stream().allMatch(b -> b.trust() > 0));
      }
    }
    return out;
  }

  private void tell(
      List<List<NaiveItem>> known,
      List<NaiveItem> mine,
      List<NaiveBreach> out,
      Map<NaiveItem, Boolean> sure) {
    if (known.isEmpty()) {
      return;
    }
    NaiveItem first = mine.getFirst();
    List<NaiveItem> latest =
        known.stream().max(Comparator.comparingLong(l -> l.getLast().second())).orElseThrow();
    boolean gone = latest.getLast().second() < first.second();
    if (gone && beside(latest.getFirst()).equals(beside(first))) {
      long now = mine.getLast().second();
      long blocks = Math.round(at("blocks", now) * 1000);
      long since = known.stream().mapToLong(l -> l.getFirst().second()).min().orElseThrow();
      boolean verified =
          mine.stream().allMatch(b -> b.trust() > 0) && sure.getOrDefault(latest.getFirst(), false);
      NaiveBreach.Figures told =
          new NaiveBreach.Figures(
              limits.idAt(now),
              first.second(),
              now,
              now,
              blocks,
              blocks,
              blocks,
              (first.second() - since) / 86_400,
              verified);
      out.add(new NaiveBreach(told, told));
    }
  }

  @org.jspecify.annotations.Nullable
  private List<NaiveItem> find(List<List<NaiveItem>> values, NaiveItem block) {
    return values.stream()
        .filter(l -> Objects.equals(said(l.getFirst()), said(block)))
        .findFirst()
        .orElse(null);
  }

  /** Drops the value seen last longest ago if there is no room for one more. */
  private static void forget(List<List<NaiveItem>> values, int most) {
    if (values.size() < most) {
      return;
    }
    int oldest = 0;
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i).getLast().second() < values.get(oldest).getLast().second()) {
        oldest = i;
      }
    }
    values.remove(oldest);
  }

  private double at(String key, long second) {
    return limits.number(rule, key, second);
  }
}
