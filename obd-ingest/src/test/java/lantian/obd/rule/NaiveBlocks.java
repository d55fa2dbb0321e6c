package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** VINs of others and readiness lost, by scanning the OBD blocks that say something. */
final class NaiveBlocks {
  static final String VIN = "OBD-VIN-OTHER";
  static final String RESET = "OBD-READINESS-RESET";

  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> blocks;
  private final FactsAt facts;

  NaiveBlocks(NaiveLimits limits, String rule, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.rule = rule;
    this.facts = facts;
    this.blocks = items.stream().filter(i -> i.type() == 1 && says(i)).toList();
  }

  private boolean says(NaiveItem block) {
    return rule.equals(RESET)
        ? NaiveBlock.readinessKnown(block)
        : NaiveBlock.vin(block) != null && NaiveBlock.checked(block.vin().text()) != null;
  }

  List<NaiveBreach> breaches() {
    return rule.equals(RESET)
        ? new NaiveRepeats(limits, rule, blocks, facts).breaches(resets())
        : others();
  }

  /** Stretches of blocks with one and the same VIN, and not the vehicle's own. */
  private List<NaiveBreach> others() {
    List<NaiveBreach> out = new ArrayList<>();
    int to;
    for (int from = 0; from < blocks.size(); from = to) {
      String vin = NaiveBlock.vin(blocks.get(from));
      to = from;
      while (to < blocks.size() && Objects.equals(vin, NaiveBlock.vin(blocks.get(to)))) {
        to++;
      }
      if (!blocks.get(from).vin().text().equals(vin)) {
        other(blocks.subList(from, to), to < blocks.size(), out);
      }
    }
    return out;
  }

  private void other(List<NaiveItem> same, boolean over, List<NaiveBreach> out) {
    long start = same.getFirst().second();
    for (int n = 1; n <= same.size(); n++) {
      long now = same.get(n - 1).second();
      if (n >= at("blocks", now) && now - start >= Math.round(at("hours", now) * 3600)) {
        long limit = Math.round(at("blocks", now) * 1000);
        NaiveBreach.Figures told = figures(same.subList(0, n), now, limit, now - start);
        long all = same.getLast().second();
        out.add(new NaiveBreach(told, over ? figures(same, now, limit, all - start) : null));
        return;
      }
    }
  }

  /** One block each, in order; the last is when it ended. */
  private NaiveBreach.Figures figures(List<NaiveItem> rests, long told, long limit, long detail) {
    boolean verified = rests.stream().allMatch(b -> b.trust() > 0);
    return figures(rests.stream().map(NaiveItem::second).toList(), told, limit, detail, verified);
  }

  private NaiveBreach.Figures figures(
      List<Long> seconds, long told, long limit, long detail, boolean verified) {
    long count = seconds.size() * 1000L;
    return new NaiveBreach.Figures(
        limits.idAt(told),
        seconds.getFirst(),
        seconds.getLast(),
        told,
        count,
        count,
        limit,
        detail,
        verified);
  }

  private List<NaiveRepeats.Event> resets() {
    List<NaiveRepeats.Event> out = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < blocks.size(); i++) {
      if (!key(i).equals(key(i - 1))) {
        from = i;
      } else if (lost(from, i) >= at("monitors", blocks.get(i).second())) {
        boolean sure = blocks.subList(from, i + 1).stream().allMatch(b -> b.trust() > 0);
        out.add(new NaiveRepeats.Event(i, sure));
        from = i;
      }
    }
    return out;
  }

  /** Monitors that were complete before block i and are not in it and the one before. */
  private int lost(int from, int i) {
    int lost = 0;
    for (int bit = 0; bit < 16; bit++) {
      boolean supported = (NaiveBlock.supported(blocks.get(i)) >> bit & 1) == 1;
      int j = i - 1;
      while (j > from && complete(j, bit) != complete(j - 1, bit)) {
        j--;
      }
      boolean before = j > from && complete(j, bit);
      lost += supported && before && !complete(i, bit) && !complete(i - 1, bit) ? 1 : 0;
    }
    return lost;
  }

  private boolean complete(int block, int bit) {
    return (NaiveBlock.incomplete(blocks.get(block)) >> bit & 1) == 0;
  }

  private String key(int block) {
    NaiveItem b = blocks.get(block);
    return NaiveBlock.supported(b) + " " + NaiveBlock.calid(b);
  }

  private double at(String key, long second) {
    return limits.number(rule, key, second);
  }
}
