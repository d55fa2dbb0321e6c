package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import lantian.obd.filing.VehicleFacts;

/** Work windows by adding up every block and every window anew. */
final class NaiveWindow {
  static final String RULE = "OBD-NOX-WINDOW";
  private static final int BLOCKS = 10;

  private final NaiveLimits limits;
  private final FactsAt facts;
  private final NaiveStream stream;

  /** Each item is in ten windows and worked out once. */
  private final IdentityHashMap<NaiveItem, Long> works = new IdentityHashMap<>();

  private final IdentityHashMap<NaiveItem, Long> masses = new IdentityHashMap<>();

  NaiveWindow(NaiveLimits limits, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.facts = facts;
    this.stream = new NaiveStream(limits, RULE, items, facts, this::usable);
  }

  private boolean usable(NaiveItem item) {
    VehicleFacts filed = facts.at(item.second());
    return limits.value(RULE, "gramPerKwh", item.second()).has(String.valueOf(filed.stage()))
        && number(filed.referenceTorqueNm()) > 0
        && number(filed.ratedPowerKw()) > 0
        && number(filed.whtcWorkKwh()) > 0
        && item.torque() > -125
        && item.intake() >= 0
        && item.fuelRate() >= 0
        && item.noxDownstream() >= 0;
  }

  /** A valid window: its items, and specific NOx if above the limit, else −1 and how near it is. */
  private record Window(List<NaiveItem> items, long above, boolean near) {
    long at() {
      return items.getLast().second();
    }
  }

  List<NaiveBreach> breaches() {
    List<NaiveBreach> out = new ArrayList<>();
    for (NaiveStream.Part part : stream.parts()) {
      List<Window> windows = windows(part.items());
      int i = 0;
      while (i < windows.size()) {
        i = windows.get(i).above < 0 ? i + 1 : spell(windows, i, part.over(), out);
      }
    }
    return out;
  }

  private List<Window> windows(List<NaiveItem> items) {
    List<Integer> ends = new ArrayList<>(List.of(0));
    long block = 0;
    for (int i = 0; i < items.size(); i++) {
      block += work(items.get(i));
      if (block * 10.0 >= number(facts.at(items.get(i).second()).whtcWorkKwh()) * 3.6e9) {
        ends.add(i + 1);
        block = 0;
      }
    }
    List<Window> out = new ArrayList<>();
    for (int i = BLOCKS; i < ends.size(); i++) {
      List<NaiveItem> window = items.subList(ends.get(i - BLOCKS), ends.get(i));
      if (valid(window)) {
        long milli = nox(window) * 3600 / (work(window) / 1000);
        long limit = limit(window.getLast());
        boolean near = milli > Math.round(limit * at("endShare", window.getLast().second()));
        out.add(new Window(window, milli > limit ? milli : -1, near));
      }
    }
    return out;
  }

  private long limit(NaiveItem item) {
    double gram = stage("gramPerKwh", item);
    return Math.round(gram * at("margin", item.second()) * 1000);
  }

  private double stage(String key, NaiveItem item) {
    JsonNode all = limits.value(RULE, key, item.second());
    return all.get(String.valueOf(facts.at(item.second()).stage())).asDouble();
  }

  private boolean valid(List<NaiveItem> window) {
    NaiveItem last = window.getLast();
    long joules = work(window) / 1000;
    double least =
        number(facts.at(last.second()).ratedPowerKw()) * 1000 * stage("leastPowerPct", last) / 100;
    double gram = 0;
    for (NaiveItem item : window) {
      gram += item.fuelRate() * 0.05 / 3600 * 1000 * at("fuelKgPerLitre", last.second());
    }
    return (double) joules / window.size() >= least - 1e-6
        && gram / (joules / 3.6e6) <= at("mostFuelGramPerKwh", last.second()) + 1e-6;
  }

  /** Millijoules. */
  private long work(List<NaiveItem> items) {
    return items.stream().mapToLong(this::work).sum();
  }

  private long work(NaiveItem item) {
    return works.computeIfAbsent(item, this::millijoules);
  }

  private long millijoules(NaiveItem item) {
    BigDecimal torque = new BigDecimal(number(facts.at(item.second()).referenceTorqueNm()));
    return new BigDecimal(Math.max(0, item.torque()))
        .movePointLeft(2)
        .multiply(torque)
        .multiply(new BigDecimal(item.engineSpeed()).multiply(new BigDecimal("0.125")))
        .multiply(new BigDecimal(1_000_000))
        .divide(new BigDecimal(9549), 0, RoundingMode.DOWN)
        .longValueExact();
  }

  /** Micrograms. */
  private long nox(List<NaiveItem> items) {
    return items.stream().mapToLong(this::nox).sum();
  }

  private long nox(NaiveItem item) {
    return masses.computeIfAbsent(item, this::micrograms);
  }

  private long micrograms(NaiveItem item) {
    BigDecimal fuel = new BigDecimal(item.fuelRate()).multiply(new BigDecimal("0.05"));
    BigDecimal kgh =
        new BigDecimal(item.intake())
            .multiply(new BigDecimal("0.05"))
            .add(fuel.multiply(BigDecimal.valueOf(at("fuelKgPerLitre", item.second()))));
    BigDecimal ppm =
        new BigDecimal(item.noxDownstream())
            .multiply(new BigDecimal("0.05"))
            .subtract(new BigDecimal(200));
    return ppm.max(BigDecimal.ZERO)
        .multiply(kgh)
        .multiply(BigDecimal.valueOf(at("gramFactor", item.second())))
        .multiply(new BigDecimal(1_000_000))
        .divide(new BigDecimal(3600), 0, RoundingMode.DOWN)
        .longValueExact();
  }

  /** The spell that begins at a window above the limit; says where to go on. */
  private int spell(List<Window> all, int from, boolean cut, List<NaiveBreach> out) {
    long balance = 0;
    int told = -1;
    for (int i = from; i < all.size(); i++) {
      long hold = (long) at("windows", all.get(i).at());
      if (all.get(i).above >= 0) {
        balance++;
        balance = told < 0 ? balance : Math.min(balance, hold);
        told = told < 0 && balance >= hold ? i : told;
      } else if (told < 0 || !all.get(i).near) {
        balance -= (long) at("refuteWeight", all.get(i).at());
      }
      if (balance <= 0) {
        add(all.subList(from, i), told - from, true, out);
        return i + 1;
      }
    }
    add(all.subList(from, all.size()), told - from, cut, out);
    return all.size();
  }

  private void add(List<Window> spell, int told, boolean over, List<NaiveBreach> out) {
    if (told >= 0) {
      NaiveBreach.Figures first = figures(spell.subList(0, told + 1), spell.get(told));
      out.add(new NaiveBreach(first, over ? figures(spell, spell.get(told)) : null));
    }
  }

  private NaiveBreach.Figures figures(List<Window> of, Window told) {
    List<Window> above = of.stream().filter(w -> w.above >= 0).toList();
    Window top = above.getFirst();
    long sum = 0;
    for (Window window : above) {
      sum += window.above;
      top = window.above > top.above ? window : top;
    }
    return new NaiveBreach.Figures(
        limits.idAt(told.at()),
        above.getFirst().items.getFirst().second(),
        above.getLast().at(),
        top.at(),
        Math.floorDiv(2 * sum + above.size(), 2L * above.size()),
        top.above,
        limit(told.items.getLast()),
        above.size(),
        above.stream().flatMap(w -> w.items.stream()).allMatch(i -> i.trust() > 0));
  }

  private static double number(@org.jspecify.annotations.Nullable Double filed) {
    return filed == null ? 0 : filed;
  }

  private double at(String key, long second) {
    return limits.number(RULE, key, second);
  }
}
