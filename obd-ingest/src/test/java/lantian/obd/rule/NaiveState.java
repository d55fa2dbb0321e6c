package lantian.obd.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lasting states by scanning: every item's answer first, then what the answers add up to. */
final class NaiveState {
  /** Answer of an item: a share, a pressure, or {@link #NO} or {@link #SILENT}. */
  private static final long SILENT = Long.MIN_VALUE;

  private static final long NO = -1;
  private static final Map<String, String> LIMITS =
      Map.of(
          "OBD-NOX-ABOVE-UPSTREAM", "mostPct",
          "OBD-SCR-INEFFECTIVE", "remainingPct",
          "OBD-DPF-BLOCKED", "mostKpa");

  private final NaiveLimits limits;
  private final String rule;
  private final List<NaiveItem> stream;
  private final FactsAt facts;

  NaiveState(NaiveLimits limits, String rule, List<NaiveItem> items, FactsAt facts) {
    this.limits = limits;
    this.rule = rule;
    this.stream = items.stream().filter(i -> i.type() == 2).toList();
    this.facts = facts;
  }

  /** An item that said something. */
  private record Said(int index, NaiveItem item, long answer) {}

  List<NaiveBreach> breaches() {
    List<Said> said = new ArrayList<>();
    for (int index : new NaiveDuty(limits, rule, stream, facts).looked()) {
      long answer = answer(stream.get(index));
      if (answer != SILENT) {
        said.add(new Said(index, stream.get(index), answer));
      }
    }
    List<NaiveBreach> out = new ArrayList<>();
    int i = 0;
    while (i < said.size()) {
      i = said.get(i).answer < 0 ? i + 1 : spell(said, i, out);
    }
    return out;
  }

  /** The spell that begins at an answer that shows it; says where to go on. */
  private int spell(List<Said> said, int from, List<NaiveBreach> out) {
    long balance = 0;
    int told = -1;
    int i = from + 1;
    for (; i < said.size() && !paused(said.get(i - 1), said.get(i).index); i++) {
      long now = said.get(i).item.second();
      long seconds = counted(said, i);
      if (said.get(i).answer >= 0) {
        balance += seconds;
        balance = told < 0 ? balance : Math.min(balance, (long) at("holdSeconds", now));
        told = told < 0 && balance >= at("holdSeconds", now) ? i : told;
      } else {
        balance -= seconds * (long) at("refuteWeight", now);
        if (balance <= 0) {
          return add(said, from, told, i, true, i + 1, out);
        }
      }
    }
    boolean over = paused(said.get(i - 1), i < said.size() ? said.get(i).index : stream.size() - 1);
    return add(said, from, told, i, over, i, out);
  }

  private int add(
      List<Said> said, int from, int told, int to, boolean over, int next, List<NaiveBreach> out) {
    if (told >= 0) {
      NaiveBreach.Figures first = figures(said, from, told, told);
      out.add(new NaiveBreach(first, over ? figures(said, from, told, to - 1) : null));
    }
    return next;
  }

  private boolean paused(Said before, int until) {
    for (int i = before.index + 1; i <= until; i++) {
      long now = stream.get(i).second();
      if (now - before.item.second() > at("pauseSeconds", now)) {
        return true;
      }
    }
    return false;
  }

  private long counted(List<Said> said, int i) {
    long now = said.get(i).item.second();
    long elapsed = now - said.get(i - 1).item.second();
    return elapsed > at("gapSeconds", now) ? 0 : elapsed;
  }

  private NaiveBreach.Figures figures(List<Said> said, int from, int told, int to) {
    List<Said> shown = new ArrayList<>();
    long seconds = 0;
    for (int i = from; i <= to; i++) {
      if (said.get(i).answer >= 0) {
        shown.add(said.get(i));
        seconds += i == from ? 0 : counted(said, i);
      }
    }
    long at = said.get(told).item.second();
    boolean verified = shown.stream().allMatch(s -> s.item.trust() > 0);
    long start = shown.getFirst().item.second();
    long last = shown.getLast().item.second();
    String set = limits.idAt(at);
    String key = LIMITS.get(rule);
    if (key == null) {
      long minutes = Math.round(seconds / 60.0 * 1000);
      long limit = Math.round(at("holdSeconds", at) / 60 * 1000);
      return new NaiveBreach.Figures(
          set, start, last, at, minutes, minutes, limit, seconds, verified);
    }
    Said top = shown.getFirst();
    long sum = 0;
    for (Said one : shown) {
      sum += one.answer;
      top = one.answer > top.answer ? one : top;
    }
    long mean = Math.floorDiv(2 * sum + shown.size(), 2L * shown.size());
    return new NaiveBreach.Figures(
        set,
        start,
        last,
        top.item.second(),
        mean,
        top.answer,
        Math.round(at(key, at) * 1000),
        seconds,
        verified);
  }

  private long answer(NaiveItem item) {
    return switch (rule) {
      case "OBD-NOX-ABOVE-UPSTREAM" -> {
        Long up = ppm(item.noxUpstream());
        Long down = ppm(item.noxDownstream());
        if (up == null || down == null) {
          yield SILENT;
        }
        long least = Math.round(at("leastPpm", item.second()) * 1000);
        yield above(share(down, Math.max(up, least)), "mostPct", item);
      }
      case "OBD-SCR-INEFFECTIVE" -> {
        Long up = upstream(item);
        Long down = ppm(item.noxDownstream());
        yield up == null || down == null ? SILENT : above(share(down, up), "remainingPct", item);
      }
      case "OBD-NOX-EQUAL" -> {
        Long up = upstream(item);
        Long down = ppm(item.noxDownstream());
        yield up == null || down == null
            ? SILENT
            : Math.abs(up - down) <= at("tolerancePpm", item.second()) * 1000 ? 0 : NO;
      }
      case "OBD-NOX-ABSENT" -> item.noxSaturated() ? SILENT : item.noxDownstream() < 0 ? 0 : NO;
      case "OBD-DPF-EMPTY" -> {
        long kpa = pressure(item);
        yield kpa == SILENT ? SILENT : kpa <= at("mostKpa", item.second()) * 1000 ? 0 : NO;
      }
      default -> {
        long kpa = pressure(item);
        yield kpa == SILENT ? SILENT : above(kpa, "mostKpa", item);
      }
    };
  }

  private long above(long milli, String key, NaiveItem item) {
    return milli > Math.round(at(key, item.second()) * 1000) ? milli : NO;
  }

  private static long share(long down, long up) {
    return Math.max(0, down * 100_000 / up);
  }

  private static @Nullable Long ppm(long raw) {
    return raw < 0 ? null : raw * 50 - 200_000;
  }

  /** Upstream NOx if it is enough to say something. */
  private @Nullable Long upstream(NaiveItem item) {
    Long up = ppm(item.noxUpstream());
    return up == null || up < at("leastPpm", item.second()) * 1000 ? null : up;
  }

  private long pressure(NaiveItem item) {
    boolean enough = item.intake() >= 0 && item.intake() / 20.0 >= at("leastKgh", item.second());
    return enough && item.filterPressure() >= 0 ? item.filterPressure() * 100 : SILENT;
  }

  private double at(String key, long second) {
    return limits.number(rule, key, second);
  }
}
