package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Water for reagent, by scanning: first what each block says, then what the blocks add up to. */
final class NaiveWater {
  static final String RULE = "OBD-REAGENT-WATER";

  private final NaiveLimits limits;
  private final NaiveTrack track;
  private final FactsAt facts;
  private final List<Said> said = new ArrayList<>();

  NaiveWater(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.track = new NaiveTrack(limits, RULE);
    this.facts = facts;
    List<NaiveTrack.Block> blocks = track.blocks(track.observed(items, facts, "stages"));
    long low = 0;
    for (NaiveTrack.Block block : blocks) {
      boolean fresh = block.cut() || block.mean() >= low + milli("refillPct", block);
      long fall = fresh ? 0 : Math.max(0, low - block.mean());
      low = fresh ? block.mean() : Math.min(low, block.mean());
      said.add(new Said(block, fresh, fall, fresh ? null : pairs(block)));
    }
  }

  /** A block, how far it fell, and the NOx of its items where they are enough. */
  private record Said(
      NaiveTrack.Block block, boolean fresh, long fall, @Nullable List<long[]> pairs) {}

  private @Nullable List<long[]> pairs(NaiveTrack.Block block) {
    List<long[]> out = new ArrayList<>();
    for (NaiveItem item : block.items()) {
      long up = item.noxUpstream() * 50 - 200_000;
      long down = Math.max(0, item.noxDownstream() * 50 - 200_000);
      boolean both = item.noxUpstream() >= 0 && item.noxDownstream() >= 0;
      if (both && track.hot(item) && up >= track.at("leastPpm", item.second()) * 1000) {
        out.add(new long[] {up, down});
      }
    }
    return out.size() * 100.0 >= track.at("pairedPct", block.last()) * block.items().size()
        ? out
        : null;
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    int i = 0;
    while (i < said.size()) {
      i = vain(said.get(i)) ? stretch(i, out) : i + 1;
    }
    return out;
  }

  private boolean vain(Said one) {
    return one.pairs != null && share(one.pairs) > milli("remainingPct", one.block);
  }

  private int stretch(int from, List<NaiveBreach> out) {
    List<Said> shown = new ArrayList<>();
    NaiveBreach.Figures told = null;
    long balance = 0;
    long used = 0;
    long doubt = milli("noisePct", said.get(from).block);
    for (int i = from; i < said.size(); i++) {
      Said one = said.get(i);
      doubt = one.fresh ? milli("noisePct", one.block) : doubt;
      if (vain(one)) {
        shown.add(one);
        balance += one.block.fuel();
        balance = told == null ? balance : Math.min(balance, fuel(one));
        used += Math.max(0, one.fall - doubt) * tank(one.block) * 72;
        doubt = Math.max(0, doubt - one.fall);
        long share = used / Math.max(1, burnt(shown));
        if (told == null && balance >= fuel(one) && share >= milli(proof(one.block), one.block)) {
          long limit = milli("remainingPct", one.block);
          told = figures(limits.idAt(one.block.last()), shown, used, limit);
        }
      } else if (one.pairs != null) {
        balance -= one.block.fuel() * (long) track.at("refuteWeight", one.block.last());
        if (balance <= 0) {
          return add(told, shown, used, true, i + 1, out);
        }
      }
    }
    return add(told, shown, used, false, said.size(), out);
  }

  private String proof(NaiveTrack.Block block) {
    return filed(block) == null ? "dosedPct" : "dosedFiledPct";
  }

  private long tank(NaiveTrack.Block block) {
    Double filed = filed(block);
    return filed == null
        ? milli("tankLitres", block)
        : Math.round(filed * 1000 * 100 / track.at("tankRoomPct", block.last()));
  }

  /** The volume that is filed, null if it can be none. */
  private @Nullable Double filed(NaiveTrack.Block block) {
    Double filed = facts.at(block.last()).reagentTankLitres();
    boolean believed =
        filed != null
            && filed >= track.at("tankLeastLitres", block.last())
            && filed <= track.at("tankMostLitres", block.last());
    return believed ? filed : null;
  }

  private static int add(
      NaiveBreach.@Nullable Figures told,
      List<Said> shown,
      long used,
      boolean over,
      int next,
      List<NaiveBreach> out) {
    if (told != null) {
      out.add(new NaiveBreach(told, over ? figures(told.set(), shown, used, told.limit()) : null));
    }
    return next;
  }

  private static NaiveBreach.Figures figures(String set, List<Said> shown, long used, long limit) {
    Said top = shown.getFirst();
    List<long[]> all = new ArrayList<>();
    for (Said one : shown) {
      all.addAll(pairsOf(one));
      top = share(pairsOf(one)) > share(pairsOf(top)) ? one : top;
    }
    return new NaiveBreach.Figures(
        set,
        shown.getFirst().block.first(),
        shown.getLast().block.last(),
        top.block.last(),
        share(all),
        share(pairsOf(top)),
        limit,
        used / burnt(shown),
        shown.stream().allMatch(s -> s.block.verified()));
  }

  private static List<long[]> pairsOf(Said one) {
    return one.pairs == null ? List.of() : one.pairs;
  }

  private static long burnt(List<Said> shown) {
    return shown.stream().mapToLong(s -> s.block.fuel()).sum();
  }

  private static long share(List<long[]> pairs) {
    long up = pairs.stream().mapToLong(p -> p[0]).sum();
    long down = pairs.stream().mapToLong(p -> p[1]).sum();
    return down * 100_000 / up;
  }

  private long fuel(Said one) {
    return Math.round(track.at("fuelLitres", one.block.last()) * 72_000);
  }

  private long milli(String key, NaiveTrack.Block block) {
    return Math.round(track.at(key, block.last()) * 1000);
  }
}
