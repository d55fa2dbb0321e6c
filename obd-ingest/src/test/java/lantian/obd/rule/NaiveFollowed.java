package lantian.obd.rule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Readings that do not follow: all slices, then all pairs, then stretches of them. */
final class NaiveFollowed {
  static final String DOWNSTREAM = "OBD-NOX-DOWNSTREAM-UNRELATED";
  static final String INLET = "OBD-TEMPERATURE-UNRELATED";

  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveStream.Part> parts;
  private final boolean nox;

  NaiveFollowed(NaiveLimits limits, String rule, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.rule = rule;
    this.nox = rule.equals(DOWNSTREAM);
    this.parts =
        new NaiveStream(
                limits,
                rule,
                items,
                facts,
                i -> reading(i) >= 0 && i.fuelRate() >= 0 && (!nox || beside(i)))
            .parts();
  }

  /** What only the rule on NOx asks for besides. */
  private boolean beside(NaiveItem item) {
    double celsius = item.outlet() / 32.0 - 273;
    return item.noxUpstream() >= 0
        && item.outlet() >= 0
        && celsius >= at("outletCelsius", item.second());
  }

  private long reading(NaiveItem item) {
    return nox ? item.noxDownstream() : item.inlet();
  }

  /** Two neighbouring slices. */
  private record Pair(List<NaiveItem> before, List<NaiveItem> now) {
    boolean proven() {
      return before.stream().allMatch(i -> i.trust() > 0)
          && now.stream().allMatch(i -> i.trust() > 0);
    }
  }

  /** Pairs, and the second at which they were weighed. */
  private record Stretch(List<Pair> pairs, long at) {}

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    for (NaiveStream.Part part : parts) {
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
    List<Pair> pairs = new ArrayList<>();
    List<NaiveItem> before = List.of();
    int from = 0;
    for (int i = 1; i < items.size(); i++) {
      long now = items.get(i).second();
      if (now - items.get(i - 1).second() > at("gapSeconds", now)) {
        before = List.of();
        from = i;
      } else if (now - items.get(from).second() >= at("blockSeconds", now)) {
        List<NaiveItem> slice = items.subList(from, i);
        boolean counts = slice.size() >= at("leastItems", now);
        if (counts && !before.isEmpty()) {
          pairs.add(new Pair(before, slice));
        }
        if (counts && !pairs.isEmpty() && pairs.size() >= at("stretchPairs", now)) {
          out.add(new Stretch(List.copyOf(pairs), now));
          pairs.clear();
        }
        before = counts ? slice : List.of();
        from = i;
      }
    }
    return out;
  }

  private static long mean(List<NaiveItem> slice, ToLongFunction<NaiveItem> of) {
    return slice.stream().mapToLong(of).sum() / slice.size();
  }

  private static List<Long> now(Stretch stretch, ToLongFunction<NaiveItem> of) {
    return stretch.pairs.stream().map(p -> mean(p.now, of)).toList();
  }

  private boolean varied(Stretch stretch) {
    double step = nox ? 0.05 : 1 / 32.0;
    return deviation(now(stretch, NaiveItem::fuelRate)) * 0.05
            >= at("fuelDeviationLph", stretch.at) - 1e-6
        && deviation(now(stretch, this::reading)) * step >= at("deviation", stretch.at) - 1e-6;
  }

  private static double deviation(List<Long> values) {
    double mean = values.stream().mapToLong(v -> v).average().orElseThrow();
    return Math.sqrt(
        values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / values.size());
  }

  /**
   * Thousandths of a per cent of what is left of the reading that goes with what is left of a
   * driver, once what the reading was before has been taken from both of them, pair by pair.
   */
  private long explained(Stretch stretch) {
    long fuel = explained(stretch, NaiveItem::fuelRate);
    return nox ? Math.max(fuel, explained(stretch, NaiveItem::noxUpstream)) : fuel;
  }

  private long explained(Stretch stretch, ToLongFunction<NaiveItem> driver) {
    List<BigInteger> was =
        centred(stretch.pairs.stream().map(p -> mean(p.before, this::reading)).toList());
    List<BigInteger> drives = centred(now(stretch, driver));
    List<BigInteger> left = without(was, drives);
    List<BigInteger> own = without(was, centred(now(stretch, this::reading)));
    if (product(left, left).signum() == 0) {
      return product(drives, drives).signum() == 0 ? 0 : 100_000;
    }
    if (product(own, own).signum() == 0) {
      return 0;
    }
    BigInteger common = product(left, own).pow(2).multiply(BigInteger.valueOf(100_000));
    return common.divide(product(left, left)).divide(product(own, own)).longValueExact();
  }

  /** Distances from the mean, times their number. */
  private static List<BigInteger> centred(List<Long> values) {
    long sum = values.stream().mapToLong(v -> v).sum();
    return values.stream().map(v -> BigInteger.valueOf(v * values.size() - sum)).toList();
  }

  /** What a straight line through {@code of} leaves of the values, times a constant. */
  private static List<BigInteger> without(List<BigInteger> of, List<BigInteger> values) {
    BigInteger squares = product(of, of);
    if (squares.signum() == 0) {
      return values;
    }
    BigInteger along = product(of, values);
    List<BigInteger> out = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      out.add(values.get(i).multiply(squares).subtract(of.get(i).multiply(along)));
    }
    return out;
  }

  private static BigInteger product(List<BigInteger> a, List<BigInteger> b) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < a.size(); i++) {
      sum = sum.add(a.get(i).multiply(b.get(i)));
    }
    return sum;
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
      seconds += stretch.pairs.size() * at("blockSeconds", stretch.at);
      most = Math.max(most, explained(stretch));
    }
    long minutes = Math.round(seconds / 60 * 1000);
    double limit = at("stretches", told) * at("stretchPairs", told) * at("blockSeconds", told);
    return new NaiveBreach.Figures(
        limits.idAt(told),
        of.getFirst().pairs.getFirst().before.getFirst().second(),
        of.getLast().pairs.getLast().now.getLast().second(),
        of.get(toldAt).pairs.getLast().now.getLast().second(),
        minutes,
        minutes,
        Math.round(limit / 60 * 1000),
        most,
        of.stream().flatMap(s -> s.pairs.stream()).allMatch(Pair::proven));
  }

  private double at(String key, long second) {
    return limits.number(rule, key, second);
  }
}
