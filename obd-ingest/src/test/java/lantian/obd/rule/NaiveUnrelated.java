package lantian.obd.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** NOx that does not follow the engine: all blocks, then all stretches, then what follows. */
final class NaiveUnrelated {
  static final String RULE = "OBD-NOX-UNRELATED";

  private final NaiveLimits limits;
  private final NaiveStream stream;

  NaiveUnrelated(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.stream =
        new NaiveStream(limits, RULE, items, facts, i -> measured(i, limits) && i.fuelRate() >= 0);
  }

  private static boolean measured(NaiveItem item, NaiveLimits limits) {
    return item.noxUpstream() >= 0
        && item.noxUpstream() / 20.0 - 200 > limits.number(RULE, "silentPpm", item.second());
  }

  /** Blocks of a stretch, and the second at which it was weighed. */
  private record Stretch(List<List<NaiveItem>> blocks, long at) {
    List<NaiveItem> items() {
      return blocks.stream().flatMap(List::stream).toList();
    }
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    for (NaiveStream.Part part : stream.parts()) {
      List<Stretch> unrelated = new ArrayList<>();
      for (Stretch stretch : stretches(part.items())) {
        if (!varied(stretch)) {
          continue;
        }
        double percent = explained(stretch) / 1000.0;
        if (percent >= at("relatedPct", stretch.at) - 1e-9) {
          add(unrelated, true, out);
          unrelated.clear();
        } else if (percent <= at("mostExplainedPct", stretch.at) + 1e-9) {
          unrelated.add(stretch);
        }
      }
      add(unrelated, part.over(), out);
    }
    return out;
  }

  private List<Stretch> stretches(List<NaiveItem> items) {
    List<Stretch> out = new ArrayList<>();
    List<List<NaiveItem>> blocks = new ArrayList<>();
    int i = 0;
    while (i < items.size()) {
      int from = i;
      long start = items.get(i).second();
      while (i < items.size() && items.get(i).second() - start < length(items.get(i))) {
        i++;
      }
      if (i == items.size()) {
        break; // still under way
      }
      long now = items.get(i).second();
      if (i - from >= at("leastItems", now)) {
        blocks.add(items.subList(from, i));
      }
      if (!blocks.isEmpty() && blocks.size() >= at("stretchBlocks", now)) {
        out.add(new Stretch(List.copyOf(blocks), now));
        blocks.clear();
      }
    }
    return out;
  }

  private double length(NaiveItem item) {
    return at("blockSeconds", item.second());
  }

  private static List<Long> fuel(Stretch stretch) {
    return stretch.blocks.stream()
        .map(b -> b.stream().mapToLong(NaiveItem::fuelRate).sum() / b.size())
        .toList();
  }

  private static List<Long> nox(Stretch stretch) {
    return stretch.blocks.stream()
        .map(b -> b.stream().mapToLong(NaiveItem::noxUpstream).sum() / b.size())
        .toList();
  }

  private boolean varied(Stretch stretch) {
    return deviation(fuel(stretch)) * 0.05 >= at("fuelDeviationLph", stretch.at) - 1e-6
        && deviation(nox(stretch)) * 0.05 >= at("noxDeviationPpm", stretch.at) - 1e-6;
  }

  private static double deviation(List<Long> values) {
    double mean = values.stream().mapToLong(v -> v).average().orElseThrow();
    return Math.sqrt(
        values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / values.size());
  }

  /**
   * Thousandths of a per cent of the squares that are gone when each block is held against the mean
   * of its class and no longer against the mean of all.
   */
  private long explained(Stretch stretch) {
    List<Long> x = fuel(stretch);
    List<Long> y = nox(stretch);
    double width = at("classLph", stretch.at) / 0.05;
    SortedMap<Integer, List<Long>> classes = new TreeMap<>();
    for (int i = 0; i < x.size(); i++) {
      int which = (int) Math.min(Math.floor(x.get(i) / width + 1e-9), 7);
      classes.computeIfAbsent(which, c -> new ArrayList<>()).add(y.get(i));
    }
    BigDecimal left =
        classes.values().stream()
            .map(NaiveUnrelated::squares)
            .reduce(BigDecimal::add)
            .orElseThrow();
    BigDecimal all = squares(y);
    return all.subtract(left)
        .multiply(new BigDecimal(100_000))
        .divide(all, 6, RoundingMode.HALF_UP)
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  private static BigDecimal squares(List<Long> values) {
    BigDecimal n = new BigDecimal(values.size());
    BigDecimal sum = new BigDecimal(values.stream().mapToLong(v -> v).sum());
    BigDecimal squares = new BigDecimal(values.stream().mapToLong(v -> v * v).sum());
    return squares.subtract(sum.multiply(sum).divide(n, 40, RoundingMode.HALF_UP));
  }

  private void add(List<Stretch> all, boolean over, List<NaiveBreach> out) {
    for (int i = 0; i < all.size(); i++) {
      if (i + 1 >= at("stretches", all.get(i).at)) {
        long told = all.get(i).at;
        NaiveBreach.Figures first = figures(all.subList(0, i + 1), i, told);
        out.add(new NaiveBreach(first, over ? figures(all, i, told) : null));
        return;
      }
    }
  }

  private NaiveBreach.Figures figures(List<Stretch> of, int toldAt, long told) {
    double seconds = 0;
    long most = 0;
    for (Stretch stretch : of) {
      seconds += stretch.blocks.size() * at("blockSeconds", stretch.at);
      most = Math.max(most, explained(stretch));
    }
    long minutes = Math.round(seconds / 60 * 1000);
    double limit = at("stretches", told) * at("stretchBlocks", told) * at("blockSeconds", told);
    return new NaiveBreach.Figures(
        limits.idAt(told),
        of.getFirst().items().getFirst().second(),
        of.getLast().items().getLast().second(),
        of.get(toldAt).items().getLast().second(),
        minutes,
        minutes,
        Math.round(limit / 60 * 1000),
        most,
        of.stream().flatMap(s -> s.items().stream()).allMatch(i -> i.trust() > 0));
  }

  private double at(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
