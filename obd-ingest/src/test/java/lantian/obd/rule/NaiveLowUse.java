package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Too little reagent, by scanning: from each block on which too little was used as far as the sum
 * of what is due stays above the sum of what was used.
 */
final class NaiveLowUse {
  static final String RULE = "OBD-REAGENT-LOW-USE";

  private final NaiveLimits limits;
  private final NaiveTrack track;
  private final FactsAt facts;
  private final List<NaiveTrack.Block> blocks;
  private final List<Long> rates = new ArrayList<>();
  private long learnedFuel;
  private long learnedMoved;

  NaiveLowUse(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.track = new NaiveTrack(limits, RULE);
    this.facts = facts;
    this.blocks = track.blocks(track.observed(items, facts, "leastPct"));
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    int base = 0;
    // the level before `base` is forgotten, as it is at the beginning
    while (base < blocks.size()) {
      base = stretch(base, out);
    }
    return out;
  }

  /** Scans on from a block whose mean is where the level starts; says where to start next. */
  private int stretch(int base, List<NaiveBreach> out) {
    long low = blocks.get(base).mean();
    long high = low;
    long missing = 0;
    long fuel = 0;
    long used = 0;
    long fuelAfter = 0;
    long usedAfter = 0;
    long seenLow = 255;
    long seenHigh = 0;
    boolean moves = false;
    long allFuel = 0;
    long allMoved = 0;
    boolean verified = true;
    NaiveBreach.Figures told = null;
    NaiveBreach.Figures now = null;
    long start = -1;
    for (int i = base + 1; i < blocks.size(); i++) {
      NaiveTrack.Block block = blocks.get(i);
      if (block.cut() || block.mean() >= low + Math.round(at("refillPct", block) * 1000)) {
        low = block.mean();
        high = low;
        moves |= start >= 0 && (seenHigh - seenLow) * 0.4 > at("flatPct", block) + 1e-9;
        seenLow = 255;
        seenHigh = 0;
        continue;
      }
      long moved = Math.max(0, block.mean() - high) + Math.max(0, low - block.mean());
      low = Math.min(low, block.mean());
      high = Math.max(high, block.mean());
      long least = Math.max(least(block), own(block));
      allFuel += block.fuel();
      allMoved += moved;
      long due = least * block.fuel();
      long use = moved * tank(block) * 72;
      missing += due - use;
      if (missing <= 0) {
        if (told != null) {
          out.add(new NaiveBreach(told, now));
        } else {
          learn(allFuel, allMoved, block);
        }
        return i;
      }
      if (told != null) {
        missing = Math.min(missing, least * enough(least, block));
      }
      start = start < 0 ? block.first() : start;
      verified &= block.verified();
      seenLow =
          Math.min(
              seenLow,
              block.items().stream().mapToLong(NaiveItem::reagentLevel).min().orElseThrow());
      seenHigh =
          Math.max(
              seenHigh,
              block.items().stream().mapToLong(NaiveItem::reagentLevel).max().orElseThrow());
      fuelAfter += block.fuel();
      usedAfter += moved;
      if (due <= use) {
        now = now == null ? null : withProof(now, verified);
        continue;
      }
      fuel += fuelAfter;
      used += usedAfter;
      fuelAfter = 0;
      usedAfter = 0;
      boolean flat = !moves && (seenHigh - seenLow) * 0.4 <= at("flatPct", block) + 1e-9;
      if (told == null && !flat && fuel >= enough(least, block)) {
        told =
            figures(
                limits.idAt(block.last()),
                start,
                block.last(),
                block.last(),
                fuel,
                used,
                enough(least, block) / 72,
                verified);
      }
      if (told != null) {
        now =
            figures(
                told.set(), start, block.last(), told.peakAt(), fuel, used, told.limit(), verified);
      }
    }
    if (told != null) {
      out.add(new NaiveBreach(told, null));
    }
    return blocks.size();
  }

  private static NaiveBreach.Figures withProof(NaiveBreach.Figures f, boolean verified) {
    return new NaiveBreach.Figures(
        f.set(),
        f.start(),
        f.last(),
        f.peakAt(),
        f.measured(),
        f.peak(),
        f.limit(),
        f.detail(),
        verified);
  }

  private static NaiveBreach.Figures figures(
      String set,
      long start,
      long last,
      long at,
      long fuel,
      long used,
      long limit,
      boolean verified) {
    return new NaiveBreach.Figures(
        set, start, last, at, fuel / 72, fuel / 72, limit, used, verified);
  }

  private void learn(long fuel, long moved, NaiveTrack.Block block) {
    learnedFuel += fuel;
    learnedMoved += moved;
    if (learnedFuel / 72_000.0 >= at("ownLitres", block) - 1e-9) {
      rates.add(learnedMoved * 72_000_000 / learnedFuel);
      learnedFuel = 0;
      learnedMoved = 0;
    }
  }

  /** A part of the lowest rate, in the assumed tank. */
  private long own(NaiveTrack.Block block) {
    if (rates.size() < at("ownTimes", block)) {
      return 0;
    }
    long rate = rates.stream().mapToLong(r -> r).min().orElseThrow();
    return rate * tank(block) / 1_000_000 * Math.round(at("ownPct", block)) / 100;
  }

  /** Fuel on which a step of the level is due, at most the limit's; 0.05 L/h times seconds. */
  private long enough(long least, NaiveTrack.Block block) {
    double litres = at("stepPct", block) / 100 * tank(block) / 1000 / (least / 100_000.0);
    double most = Math.ceil(at("fuelLitres", block) * 72_000 - 1e-6);
    return (long) Math.min(most, Math.floor(litres * 72_000 + 1e-6));
  }

  private long tank(NaiveTrack.Block block) {
    long largest = Math.round(at("tankLitres", block) * 1000);
    Double filed = facts.at(block.last()).reagentTankLitres();
    return filed == null || filed < at("tankLeastLitres", block)
        ? largest
        : Math.min(largest, Math.round(filed * 10 * at("tankRoomPct", block)));
  }

  private long least(NaiveTrack.Block block) {
    long now = block.last();
    String stage = facts.at(now).stage();
    return Math.round(limits.value(RULE, "leastPct", now).get(stage).asDouble() * 1000);
  }

  private double at(String key, NaiveTrack.Block block) {
    return track.at(key, block.last());
  }
}
