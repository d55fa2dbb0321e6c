package lantian.obd.quality;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import lantian.obd.chunk.PacketRef;
import org.jspecify.annotations.Nullable;

/**
 * The indicators once more, slowly, from the raw packets alone and by the words of their
 * definitions; nothing here is shared with what it checks but the limits.
 */
final class NaiveQuality {
  private final QualityLimits limits;
  private final List<Shipment.Copy> copies;
  private final TreeMap<Long, Second> seconds = new TreeMap<>();

  /** One second of the stream; no body while several stand. */
  private record Second(long at, int type, byte @Nullable [] body, long received, boolean reissue) {
    /** The word at an offset of the two kinds of body; NaN if it is no measurement. */
    double word(int engine, int twc, int width) {
      int at = type == 2 ? engine : twc;
      if (at < 0 || body == null) {
        return Double.NaN;
      }
      ByteBuffer bytes = ByteBuffer.wrap(body);
      return switch (width) {
        case 1 -> below(bytes.get(at) & 0xFF, 0xFA);
        case 2 -> below(bytes.getShort(at) & 0xFFFF, 0xFAFE);
        default -> below(bytes.getInt(at) & 0xFFFFFFFFL, 0xFAFFFFFEL);
      };
    }

    private static double below(long word, long most) {
      return word > most ? Double.NaN : (double) word;
    }

    double speed() {
      return word(0, 0, 2) / 256;
    }

    double rpm() {
      return word(5, 5, 2) / 8;
    }

    double torque() {
      return word(3, 3, 1) - 125;
    }

    double fuel() {
      return word(7, 7, 2) / 20;
    }

    double up() {
      return word(9, -1, 2) / 20 - 200;
    }

    double down() {
      return word(11, -1, 2) / 20 - 200;
    }

    double reagent() {
      return word(13, -1, 1) * 2 / 5;
    }

    double in() {
      return word(16, -1, 2) / 32 - 273;
    }

    double out() {
      return word(18, -1, 2) / 32 - 273;
    }

    double coolant() {
      return word(22, 14, 1);
    }

    double odometer() {
      return word(33, 26, 4);
    }

    double[] place() {
      int at = type == 2 ? 24 : 17;
      if (body == null) {
        return new double[0];
      }
      ByteBuffer bytes = ByteBuffer.wrap(body);
      int state = bytes.get(at);
      long lon = bytes.getInt(at + 1) & 0xFFFFFFFFL;
      long lat = bytes.getInt(at + 5) & 0xFFFFFFFFL;
      if ((state & 1) == 1 || lon > 180_000_000 || lat > 90_000_000) {
        return new double[0];
      }
      return new double[] {
        ((state & 4) == 0 ? lon : -lon) / 1e6, ((state & 2) == 0 ? lat : -lat) / 1e6
      };
    }
  }

  NaiveQuality(QualityLimits limits, List<Shipment.Copy> copies) {
    this.limits = limits;
    this.copies = copies;
    Map<Long, Map<Integer, List<Shipment.Copy>>> streams = new TreeMap<>();
    for (Shipment.Copy copy : copies) {
      if (copy.type() != 1) {
        streams
            .computeIfAbsent(copy.second(), at -> new TreeMap<>())
            .computeIfAbsent(copy.type(), type -> new ArrayList<>())
            .add(copy);
      }
    }
    streams.forEach((at, types) -> {
      List<Shipment.Copy> of = types.values().iterator().next();
      Shipment.Copy first = of.stream().reduce(NaiveQuality::earlier).orElseThrow();
      boolean one = of.stream().allMatch(c -> Arrays.equals(c.body(), first.body()));
      PacketRef packet = first.packet();
      seconds.put(
          at,
          new Second(
              at,
              first.type(),
              one ? first.body() : null,
              packet.receivedMillis(),
              packet.sent().command() == 3));
    });
  }

  private List<Second> samples() {
    return seconds.values().stream().filter(s -> s.body() != null).toList();
  }

  Ratio timeliness() {
    long limit = (long) (limits.value(Bound.TIMELY) * 1_000);
    long good =
        seconds.values().stream().filter(s -> s.received() - s.at() * 1_000 <= limit).count();
    return new Ratio(good, seconds.size());
  }

  private boolean came(@Nullable Second second) {
    return second != null
        && second.received() - second.at() * 1_000 <= limits.value(Bound.REISSUE) * 3_600_000;
  }

  private boolean live(@Nullable Second second) {
    return second != null && came(second) && !second.reissue();
  }

  private Set<Long> expected() {
    TreeSet<Long> on = new TreeSet<>();
    List<Long> running = new ArrayList<>();
    for (Second second : seconds.values()) {
      if (second.rpm() > 0) {
        running.add(second.at());
      }
    }
    on.addAll(running);
    for (int i = 1; i < running.size(); i++) {
      long from = running.get(i - 1);
      long to = running.get(i);
      boolean stood =
          seconds.subMap(from, false, to, false).values().stream().anyMatch(s -> s.rpm() == 0);
      if (to - from < limits.value(Bound.TRIP_GAP) && !stood) {
        LongStream.range(from, to).forEach(on::add);
      }
    }
    return on;
  }

  Ratio transmission() {
    Set<Long> on = expected();
    return new Ratio(on.stream().filter(at -> came(seconds.get(at))).count(), on.size());
  }

  Ratio reissue() {
    List<Long> notLive = expected().stream().filter(at -> !live(seconds.get(at))).toList();
    return new Ratio(notLive.stream().filter(at -> came(seconds.get(at))).count(), notLive.size());
  }

  /** Missing seconds and those that a reissue brought, one by one. */
  Map<Long, Gap.Kind> missing() {
    Map<Long, Gap.Kind> missing = new TreeMap<>();
    for (long at : expected()) {
      if (!came(seconds.get(at))) {
        missing.put(at, Gap.Kind.MISSING);
      } else if (!live(seconds.get(at))) {
        missing.put(at, Gap.Kind.REISSUED);
      }
    }
    return missing;
  }

  Ratio loss() {
    long margin = (long) limits.value(Bound.FLOW_MARGIN);
    Map<String, Shipment.Copy> firsts = new TreeMap<>();
    for (Shipment.Copy copy : copies) {
      firsts.merge(copy.second() + "/" + copy.type(), copy, NaiveQuality::earlier);
    }
    TreeSet<Integer> numbers = new TreeSet<>();
    for (Shipment.Copy copy : firsts.values()) {
      boolean inside =
          firsts.values().stream()
              .filter(c -> c.packet().equals(copy.packet()))
              .allMatch(
                  c -> c.second() >= Shipment.START + margin && c.second() < Shipment.END - margin);
      long received = copy.packet().receivedMillis() / 1_000;
      boolean today = received >= Shipment.START && received < Shipment.END;
      if (copy.packet().sent().flows() > 0 && inside && today) {
        numbers.add(copy.packet().sent().flow());
      }
    }
    if (numbers.isEmpty()) {
      return new Ratio(0, 0);
    }
    int span = numbers.last() - numbers.first() + 1;
    return new Ratio(span - numbers.size(), span);
  }

  private static Shipment.Copy earlier(Shipment.Copy one, Shipment.Copy other) {
    int byReceipt = Long.compare(one.packet().receivedMillis(), other.packet().receivedMillis());
    int order =
        byReceipt != 0 ? byReceipt : one.packet().position().compareTo(other.packet().position());
    return order <= 0 ? one : other;
  }

  Map<KeyField, Ratio> fields() {
    Map<KeyField, long[]> sums = new EnumMap<>(KeyField.class);
    for (KeyField field : KeyField.values()) {
      sums.put(field, new long[2]);
    }
    List<Second> samples = samples();
    for (int i = 0; i < samples.size(); i++) {
      Second s = samples.get(i);
      boolean running = s.rpm() > 0;
      count(sums, KeyField.SPEED, known(s.speed()), true);
      count(sums, KeyField.ENGINE_SPEED, known(s.rpm()), true);
      count(sums, KeyField.POSITION, s.place().length > 0, true);
      count(sums, KeyField.TORQUE, known(s.torque()), running);
      count(sums, KeyField.FUEL_RATE, known(s.fuel()), running);
      boolean scr = running && s.type() == 2;
      count(sums, KeyField.SCR_INLET, known(s.in()), scr);
      count(sums, KeyField.SCR_OUTLET, known(s.out()), scr);
      count(sums, KeyField.REAGENT, known(s.reagent()), scr);
      boolean ready =
          scr && s.at() - started(samples, i) >= limits.value(Bound.NOX_READY) && hot(s);
      count(sums, KeyField.NOX_UPSTREAM, known(s.up()), ready);
      count(sums, KeyField.NOX_DOWNSTREAM, known(s.down()), ready);
    }
    Map<KeyField, Ratio> out = new EnumMap<>(KeyField.class);
    sums.forEach((field, sum) -> out.put(field, new Ratio(sum[0], sum[1])));
    return out;
  }

  private boolean hot(Second s) {
    return known(s.in())
        ? s.in() >= limits.value(Bound.NOX_READY_INLET)
        : s.out() >= limits.value(Bound.NOX_READY_OUTLET);
  }

  /** Second at which the engine that runs in a sample began to. */
  private long started(List<Second> samples, int index) {
    long start = samples.get(index).at();
    for (int i = index - 1; i >= 0; i--) {
      double rpm = samples.get(i).rpm();
      if (rpm == 0) {
        return start;
      }
      if (known(rpm)) {
        if (start - samples.get(i).at() >= limits.value(Bound.TRIP_GAP)) {
          return start;
        }
        start = samples.get(i).at();
      }
    }
    return start;
  }

  private static boolean known(double value) {
    return !Double.isNaN(value);
  }

  private static void count(
      Map<KeyField, long[]> sums, KeyField field, boolean usable, boolean owed) {
    long[] sum = sums.get(field);
    if (owed && sum != null) {
      sum[0] += usable ? 1 : 0;
      sum[1]++;
    }
  }

  /** Samples that a rule objects to, by their second. */
  Set<Long> objected(Defect defect) {
    List<Second> samples = samples();
    double next = limits.value(Bound.NEXT);
    return switch (defect) {
      case MOVING_WITHOUT_ENGINE -> movingWithoutEngine(samples, next);
      case SPEED_STEP -> {
        Set<Long> bad = new TreeSet<>();
        List<Second> told = samples.stream().filter(s -> known(s.speed())).toList();
        for (int i = 1; i < told.size(); i++) {
          double time = told.get(i).at() - told.get(i - 1).at();
          double step = Math.abs(told.get(i).speed() - told.get(i - 1).speed());
          if (time <= next && step > limits.value(Bound.SPEED_STEP) * time) {
            bad.add(told.get(i).at());
          }
        }
        yield bad;
      }
      case FUEL_WITHOUT_ENGINE -> {
        Set<Long> bad = new TreeSet<>();
        for (Second s : samples) {
          if (known(s.rpm())
              && known(s.fuel())
              && s.rpm() < limits.value(Bound.FUEL_ENGINE_SPEED)
              && s.fuel() > 0) {
            bad.add(s.at());
          }
        }
        yield bad;
      }
      case ODOMETER_BACKWARDS -> {
        Set<Long> bad = new TreeSet<>();
        List<Second> told = samples.stream().filter(s -> known(s.odometer())).toList();
        for (int i = 1; i < told.size(); i++) {
          if (told.get(i).odometer() < told.get(i - 1).odometer()) {
            bad.add(told.get(i).at());
          }
        }
        yield bad;
      }
      case ODOMETER_BEYOND_SPEED -> beyondSpeed(samples, next);
      case POSITION_JUMP -> {
        Set<Long> bad = new TreeSet<>();
        List<Second> told = samples.stream().filter(s -> s.place().length > 0).toList();
        for (int i = 1; i < told.size(); i++) {
          double most =
              limits.value(Bound.POSITION_SPEED) / 3.6 * (told.get(i).at() - told.get(i - 1).at())
                  + limits.value(Bound.POSITION_SLACK);
          if (metres(told.get(i - 1).place(), told.get(i).place()) > most) {
            bad.add(told.get(i).at());
          }
        }
        yield bad;
      }
      case SCR_TEMPERATURES_EQUAL ->
          lasting(
              samples,
              limits.value(Bound.SCR_EQUAL),
              s ->
                  !known(s.in()) || !known(s.out())
                      ? 's'
                      : s.in() != s.out()
                          ? 'n'
                          : known(s.torque()) && s.torque() >= limits.value(Bound.SCR_EQUAL_TORQUE)
                              ? 'y'
                              : 's');
      case NOX_ABOVE_UPSTREAM ->
          lasting(
              samples,
              limits.value(Bound.NOX_ABOVE),
              s -> {
                if (!known(s.up())
                    || !known(s.down())
                    || !known(s.in())
                    || s.in() <= limits.value(Bound.NOX_ABOVE_INLET)) {
                  return 's';
                }
                double up = s.up();
                double down = s.down();
                return down > limits.value(Bound.NOX_ABOVE_LEAST) + 1e-9
                        && down > up * limits.value(Bound.NOX_ABOVE_FACTOR) / 100 + 1e-9
                    ? 'y'
                    : 'n';
              });
      case REAGENT_RISES_MOVING -> reagent(samples, next);
      case COOLANT_CONSTANT -> coolant(samples);
      case REPLAYED -> replayed(samples);
    };
  }

  private static double metres(double[] a, double[] b) {
    double east = Math.abs(a[0] - b[0]);
    double x = Math.min(east, 360 - east) * Math.cos(Math.toRadians((a[1] + b[1]) / 2));
    return Math.toRadians(Math.hypot(x, a[1] - b[1])) * 6_371_000;
  }

  private static Set<Long> movingWithoutEngine(List<Second> samples, double next) {
    Set<Long> bad = new TreeSet<>();
    List<Second> run = new ArrayList<>();
    for (int i = 0; i <= samples.size(); i++) {
      Second s = i < samples.size() ? samples.get(i) : null;
      boolean shows = s != null && s.speed() > 0 && s.rpm() == 0;
      boolean goesOn = s != null && shows && (run.isEmpty() || s.at() - run.getLast().at() <= next);
      if (!goesOn) {
        List<Double> way =
            run.stream().filter(r -> known(r.odometer())).map(Second::odometer).toList();
        if (!way.isEmpty() && way.stream().anyMatch(o -> o > way.getFirst())) {
          run.forEach(r -> bad.add(r.at()));
        }
        run.clear();
      }
      if (s != null && shows) {
        run.add(s);
      }
    }
    return bad;
  }

  private Set<Long> beyondSpeed(List<Second> samples, double next) {
    Set<Long> bad = new TreeSet<>();
    int from = -1; // sample whose odometer both were compared at last
    for (int i = 0; i < samples.size(); i++) {
      boolean follows =
          i > 0
              && samples.get(i).at() - samples.get(i - 1).at() <= next
              && known(samples.get(i).speed())
              && known(samples.get(i - 1).speed());
      from = follows ? from : -1;
      double odometer = samples.get(i).odometer();
      if (!known(odometer)) {
        continue;
      }
      if (from < 0) {
        from = i;
        continue;
      }
      double way = 0;
      for (int k = from + 1; k <= i; k++) {
        Second a = samples.get(k - 1);
        Second b = samples.get(k);
        way += (a.speed() + b.speed()) / 2 * (b.at() - a.at()) / 3_600;
      }
      double gone = (odometer - samples.get(from).odometer()) / 10.0;
      boolean beyond =
          gone - limits.value(Bound.ODOMETER_SLACK)
              > way * limits.value(Bound.ODOMETER_FACTOR) / 100 + 1e-9;
      if (beyond) {
        bad.add(samples.get(i).at());
      }
      if (beyond || gone < 0) {
        from = i;
      }
    }
    return bad;
  }

  /** Says y (shows it), n (refutes it) or s (says nothing). */
  @FunctionalInterface
  private interface Verdict {
    char of(Second second);
  }

  private Set<Long> lasting(List<Second> samples, double hold, Verdict verdict) {
    Set<Long> bad = new TreeSet<>();
    for (int begin = 0; begin < samples.size(); begin++) {
      if (verdict.of(samples.get(begin)) != 'y') {
        continue;
      }
      List<Long> shown = new ArrayList<>(List.of(samples.get(begin).at()));
      double time = 0;
      int i = begin + 1;
      for (; i < samples.size(); i++) {
        long apart = samples.get(i).at() - samples.get(i - 1).at();
        char said = verdict.of(samples.get(i));
        if (said == 'n' || apart > limits.value(Bound.NEXT)) {
          break;
        }
        if (said == 'y') {
          time += apart;
          shown.add(samples.get(i).at());
        }
      }
      if (time > hold) {
        bad.addAll(shown);
      }
      begin = i - 1;
    }
    return bad;
  }

  private Set<Long> reagent(List<Second> samples, double next) {
    Set<Long> bad = new TreeSet<>();
    for (int i = 0; i < samples.size(); i++) {
      Second s = samples.get(i);
      double level = s.reagent();
      if (!known(level) || !(s.speed() > 0)) {
        continue;
      }
      double least = level;
      for (int k = i; k > 0; k--) {
        Second before = samples.get(k - 1);
        if (samples.get(k).at() - before.at() > next || !(before.speed() > 0)) {
          break;
        }
        least = !known(before.reagent()) ? least : Math.min(least, before.reagent());
      }
      if (level - least >= limits.value(Bound.REAGENT_RISE) - 1e-9) {
        bad.add(s.at());
      }
    }
    return bad;
  }

  private Set<Long> coolant(List<Second> samples) {
    Set<Long> bad = new TreeSet<>();
    Set<Double> values = new TreeSet<>();
    samples.stream().map(Second::coolant).filter(NaiveQuality::known).forEach(values::add);
    for (double same : values) {
      bad.addAll(
          lasting(
              samples,
              limits.value(Bound.COOLANT),
              s ->
                  !known(s.coolant())
                      ? 's'
                      : s.coolant() != same ? 'n' : s.speed() > 0 ? 'y' : 's'));
    }
    return bad;
  }

  private Set<Long> replayed(List<Second> samples) {
    Set<Long> bad = new TreeSet<>();
    Map<String, byte[]> bodies = new TreeMap<>();
    samples.forEach(s -> bodies.put(Arrays.toString(s.body()), s.body()));
    for (byte[] body : bodies.values()) {
      bad.addAll(
          lasting(
              samples,
              limits.value(Bound.REPLAY),
              s -> Arrays.equals(s.body(), body) && s.speed() > 0 ? 'y' : 'n'));
    }
    return bad;
  }

  Ratio accuracy() {
    Set<Long> bad = new TreeSet<>();
    for (Defect defect : Defect.values()) {
      bad.addAll(objected(defect));
    }
    return new Ratio(samples().size() - bad.size(), samples().size());
  }
}
