package lantian.obd.rule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** NOx that does not follow the engine: all blocks, then all stretches, then what follows. */
final class NaiveUnrelated {
  static final String RULE = "OBD-NOX-UNRELATED";

  private final NaiveLimits limits;
  private final NaiveStream stream;

  NaiveUnrelated(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.stream =
        new NaiveStream(
            limits, RULE, items, facts, i -> i.noxUpstream() >= 0 && i.fuelRate() >= 0);
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
        if (relation(stretch) <= at("mostCorrelation", stretch.at) * 1000 + 1e-6) {
          unrelated.add(stretch);
        } else {
          add(unrelated, true, out);
          unrelated.clear();
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
    return Math.sqrt(values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / values.size());
  }

  /** Thousandths, from the distances of each to the mean of all, times their number. */
  private static long relation(Stretch stretch) {
    List<Long> x = fuel(stretch);
    List<Long> y = nox(stretch);
    BigInteger xx = product(x, x);
    BigInteger yy = product(y, y);
    BigInteger xy = product(x, y);
    return xy.pow(2).multiply(BigInteger.valueOf(1000).pow(2)).divide(xx.multiply(yy)).sqrt()
        .longValueExact();
  }

  private static BigInteger product(List<Long> a, List<Long> b) {
    long n = a.size();
    long sumA = a.stream().mapToLong(v -> v).sum();
    long sumB = b.stream().mapToLong(v -> v).sum();
    BigInteger out = BigInteger.ZERO;
    for (int i = 0; i < n; i++) {
      out =
          out.add(
              BigInteger.valueOf(n * a.get(i) - sumA)
                  .multiply(BigInteger.valueOf(n * b.get(i) - sumB)));
    }
    return out;
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
      most = Math.max(most, relation(stretch));
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
