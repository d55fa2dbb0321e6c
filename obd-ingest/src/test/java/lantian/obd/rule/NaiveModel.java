package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/** Days below the model by scanning: each day's stays at a load, then the days one by one. */
final class NaiveModel {
  static final String RULE = "OBD-NOX-UNLIKE-MODEL";
  private static final BigInteger WHOLE = BigInteger.valueOf(100_000);

  private final NaiveLimits limits;
  private final List<NaiveItem> stream;
  private final FactsAt facts;

  NaiveModel(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    this.facts = facts;
  }

  /** A day's readings that count, and the position of the first item behind the day. */
  private final class Day {
    private final int number;
    private final int behind;
    private final List<NaiveItem> counted;

    Day(int number, int behind, List<NaiveItem> valid) {
      this.number = number;
      this.behind = behind;
      this.counted = counted(valid);
    }

    private long at(String key) {
      return Math.round(number(key, counted.getFirst().second()));
    }

    boolean counts() {
      if (counted.isEmpty() || counted.size() < at("leastSeconds")) {
        return false;
      }
      Map<Integer, Integer> loads = new HashMap<>();
      counted.forEach(item -> loads.merge(load(item), 1, Integer::sum));
      long enough = loads.values().stream().filter(n -> n >= at("classSeconds")).count();
      return enough >= at("leastClasses");
    }

    BigInteger nox() {
      return sum(counted.stream().map(i -> i.noxUpstream() * 50 - 200_000).toList());
    }

    BigInteger norm(String key) {
      return sum(counted.stream().map(i -> milli(key, i)).toList());
    }

    boolean low() {
      return nox().compareTo(norm("leastPpm")) < 0;
    }

    boolean good() {
      BigInteger above = nox().subtract(norm("leastPpm")).multiply(BigInteger.valueOf(100));
      BigInteger way = norm("usualPpm").subtract(norm("leastPpm"));
      return above.compareTo(way.multiply(BigInteger.valueOf(at("endPct")))) >= 0;
    }

    long missing(BigInteger of) {
      BigInteger[] share = of.multiply(WHOLE).divideAndRemainder(norm("usualPpm"));
      return 100_000 - share[0].longValue() + (share[1].signum() < 0 ? 1 : 0);
    }
  }

  private static BigInteger sum(List<Long> values) {
    return values.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    List<Day> days = days();
    List<Day> low = new ArrayList<>();
    NaiveBreach.@Nullable Figures told = null;
    int good = 0;
    int next = 0;
    for (int i = 0; i < stream.size(); i++) {
      boolean over = false;
      if (next < days.size() && days.get(next).behind == i) {
        Day day = days.get(next++);
        boolean isLow = day.counts() && day.low();
        boolean isGood = day.counts() && !isLow && day.good();
        if (isLow) {
          if (!low.isEmpty() && day.number - low.getLast().number > at("windowDays", i)) {
            low.clear();
          }
          low.add(day);
          good = 0;
          if (told == null && low.size() >= at("days", i)) {
            told = figures(low, limits.idAt(stream.get(i).second()));
          }
        } else if (isGood && told == null) {
          low.clear();
        } else if (isGood) {
          good++;
          over = good >= at("days", i);
        }
      }
      if (told != null && (over || day(i) - low.getLast().number > at("windowDays", i))) {
        out.add(new NaiveBreach(told, keep(figures(low, told.set()), told)));
        told = null;
        low.clear();
        good = 0;
      }
    }
    if (told != null) {
      out.add(new NaiveBreach(told, null));
    }
    return out;
  }

  private NaiveBreach.Figures figures(List<Day> low, String set) {
    Day last = low.getLast();
    Day top = low.getFirst();
    for (Day day : low) {
      top = day.missing(day.nox()) > top.missing(top.nox()) ? day : top;
    }
    return new NaiveBreach.Figures(
        set,
        low.getFirst().counted.getFirst().second(),
        last.counted.getLast().second(),
        top.counted.getLast().second(),
        last.missing(last.nox()),
        top.missing(top.nox()),
        last.missing(last.norm("leastPpm")),
        low.size(),
        low.stream().flatMap(d -> d.counted.stream()).allMatch(i -> i.trust() > 0));
  }

  private static NaiveBreach.Figures keep(NaiveBreach.Figures last, NaiveBreach.Figures first) {
    return new NaiveBreach.Figures(
        first.set(),
        last.start(),
        last.last(),
        last.peakAt(),
        last.measured(),
        last.peak(),
        first.limit(),
        last.detail(),
        last.verified());
  }

  /** Days that are over, with at least one valid item. */
  private List<Day> days() {
    List<Day> out = new ArrayList<>();
    List<NaiveItem> valid = valid();
    int i = 0;
    while (i < valid.size()) {
      int number = CityTime.dayNumber(valid.get(i).second());
      List<NaiveItem> items = new ArrayList<>();
      while (i < valid.size() && CityTime.dayNumber(valid.get(i).second()) == number) {
        items.add(valid.get(i++));
      }
      int behind = 0;
      while (behind < stream.size() && day(behind) <= number) {
        behind++;
      }
      if (behind < stream.size()) {
        out.add(new Day(number, behind, items));
      }
    }
    return out;
  }

  private List<NaiveItem> valid() {
    return new NaiveDuty(limits, RULE, stream, facts)
        .looked().stream()
            .map(stream::get)
            .filter(i -> i.fuelRate() >= 0 && i.noxUpstream() >= 0)
            .filter(i -> i.noxUpstream() / 20.0 - 200 > number("silentPpm", i.second()))
            .filter(i -> norm("usualPpm", i) != null)
            .toList();
  }

  /** Those of a day that come long enough after their stay at a load began. */
  private List<NaiveItem> counted(List<NaiveItem> valid) {
    List<NaiveItem> out = new ArrayList<>();
    NaiveItem start = null;
    NaiveItem before = null;
    for (NaiveItem item : valid) {
      boolean stays =
          start != null
              && before != null
              && load(start) == load(item)
              && milli("usualPpm", start) == milli("usualPpm", item)
              && milli("leastPpm", start) == milli("leastPpm", item)
              && item.second() - before.second() <= number("gapSeconds", item.second());
      start = stays && start != null ? start : item;
      before = item;
      if (item.second() - start.second() >= number("settleSeconds", item.second())) {
        out.add(item);
      }
    }
    return out;
  }

  /** mm³ of fuel a revolution, in classes. */
  private int load(NaiveItem item) {
    BigInteger fuel = BigInteger.valueOf(item.fuelRate()).multiply(BigInteger.valueOf(20_000));
    long width = Math.round(number("loadMm3", item.second()));
    BigInteger turns = BigInteger.valueOf(item.engineSpeed()).multiply(BigInteger.valueOf(3));
    return Math.min(8, fuel.divide(turns.multiply(BigInteger.valueOf(width))).intValue());
  }

  private @Nullable JsonNode norm(String key, NaiveItem item) {
    JsonNode block = Objects.requireNonNull(limits.block(RULE, item.second()));
    String model = String.valueOf(facts.at(item.second()).vehicleModel());
    JsonNode row = block.get("limits").get(key).get(model);
    return row == null ? null : row.get("value").get(Integer.toString(load(item)));
  }

  private long milli(String key, NaiveItem item) {
    return Math.round(Objects.requireNonNull(norm(key, item)).asDouble() * 1000);
  }

  private int day(int index) {
    return CityTime.dayNumber(stream.get(index).second());
  }

  private double at(String key, int index) {
    return number(key, stream.get(index).second());
  }

  private double number(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
