package lantian.desk.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.proto.Vin;

/**
 * What one reader has been told (已推送画面), and what is new since. It holds no more than the reader
 * may have on the screen, however long he does not read.
 *
 * <p>A vehicle has a key of its own in each stream. Where it may not be told whose a place is, a
 * vehicle that comes to another place gets another key, so that keys draw no track.
 */
public final class Picture {
  private final int most;
  private final boolean linked;
  private final Map<Vin, Row> told = new HashMap<>();
  private int keys;

  /** A vehicle under its key. */
  public record Row(int key, Mark mark) {}

  /**
   * What is new.
   *
   * @param appeared not told before under this key
   * @param moved told before, and seen otherwise now
   * @param left keys that stand for nothing any more
   * @param more true if there are more than may be shown
   */
  public record Difference(List<Row> appeared, List<Row> moved, List<Integer> left, boolean more) {
    /** True if the reader knows it all, but for {@link #more}. */
    public boolean isEmpty() {
      return appeared.isEmpty() && moved.isEmpty() && left.isEmpty();
    }
  }

  /**
   * Nothing has been told.
   *
   * @param most vehicles that are shown at once
   * @param linked true if a vehicle may be followed from place to place
   */
  public Picture(int most, boolean linked) {
    this.most = most;
    this.linked = linked;
  }

  /** From what was told to this; if there are too many, those that are shown stay. */
  public Difference step(List<Mark> now) {
    Map<Vin, Mark> marks = shown(now);
    List<Row> appeared = new ArrayList<>();
    List<Row> moved = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    told.entrySet()
        .removeIf(one -> {
          boolean gone = !marks.containsKey(one.getKey());
          if (gone) {
            left.add(one.getValue().key());
          }
          return gone;
        });
    for (Mark mark : marks.values()) {
      Row before = told.get(mark.vin());
      if (before != null && (linked || before.mark().samePlace(mark))) {
        if (mark.differs(before.mark())) {
          moved.add(put(new Row(before.key(), mark)));
        }
      } else {
        if (before != null) {
          left.add(before.key());
        }
        appeared.add(put(new Row(keys++, mark)));
      }
    }
    return new Difference(appeared, moved, left, now.size() > marks.size());
  }

  private Map<Vin, Mark> shown(List<Mark> now) {
    Map<Vin, Mark> marks = new LinkedHashMap<>();
    if (now.size() > most) {
      Set<Vin> kept = told.keySet();
      now.stream().filter(m -> kept.contains(m.vin())).forEach(m -> marks.put(m.vin(), m));
    }
    for (Mark mark : now) {
      if (marks.size() < most) {
        marks.put(mark.vin(), mark);
      }
    }
    return marks;
  }

  private Row put(Row row) {
    told.put(row.mark().vin(), row);
    return row;
  }
}
