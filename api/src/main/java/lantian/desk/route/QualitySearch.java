package lantian.desk.route;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import lantian.desk.DeskSettings;
import lantian.desk.access.Caller;
import lantian.desk.http.Inputs;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.VehicleValues;
import lantian.obd.quality.DefectClass;
import lantian.obd.quality.Gap;
import lantian.obd.quality.Ratio;
import lantian.obd.read.Networked;
import lantian.obd.read.Page;
import lantian.obd.read.QualityBy;
import lantian.obd.read.QualityFilter;
import lantian.obd.read.QualityRow;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Data quality as somebody may see it (数据质量查询): of a filter, for lists and for exports. Whoever is
 * of one county sees the vehicle-days that were filed there, in every sum.
 */
final class QualitySearch {
  /** Vehicles whose networking is asked for together. */
  private static final int BATCH = 1_000;

  private static final int MOST_GAPS = 500;

  private final ObdSource obd;
  private final RegisterReadings readings;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  QualitySearch(
      ObdSource obd,
      RegisterReadings readings,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.obd = obd;
    this.readings = readings;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
  }

  /** A missing span of a vehicle. */
  record Missing(Vin vin, Gap gap) {
    Instant first() {
      return Instant.ofEpochSecond(gap.first());
    }
  }

  Range range(Inputs inputs) {
    return Range.of(inputs, clock.instant(), limits.listSpan());
  }

  /** What parameters ask for: whole city days, of the caller's own county if it has one. */
  QualityFilter filter(Caller caller, Inputs inputs, Range range) {
    String asked = inputs.text("county");
    String own = caller.county();
    // A foreign county has nothing for him: no county has an empty name.
    String county = own == null ? asked : asked == null || asked.equals(own) ? own : "";
    return new QualityFilter(
        null,
        CityTime.day(range.from()),
        last(range),
        county,
        maker(caller, inputs.text("maker")),
        inputs.text("model"),
        inputs.text("firmware"));
  }

  /** The maker asked for; an integrator has his own only, as filed on the day. */
  private static @Nullable String maker(Caller caller, @Nullable String asked) {
    if (!caller.scope().ownOnly()) {
      return asked;
    }
    String own = caller.organisation();
    return own != null && (asked == null || asked.equals(own)) ? own : "";
  }

  /** The last day of a range: midnight ends the day before. */
  private LocalDate last(Range range) {
    Instant to = range.to();
    LocalDate first = CityTime.day(range.from());
    LocalDate last = CityTime.day(to == null ? clock.instant() : to.minusMillis(1));
    return last.isBefore(first) ? first : last;
  }

  /** Sums by group; if a class of defects is named, those with the greatest share of it first. */
  List<QualityRow> groups(QualityBy by, QualityFilter filter, @Nullable DefectClass worst) {
    List<QualityRow> rows = new ArrayList<>(obd.quality(by, filter, null, BATCH).rows());
    if (worst != null) {
      rows.sort(Comparator.<QualityRow>comparingDouble(row -> share(row.of(worst))).reversed());
    }
    return rows;
  }

  /** Where nothing could be said there is nothing to be ashamed of. */
  private static double share(Ratio ratio) {
    return ratio.denominator() == 0 ? -1 : (double) ratio.numerator() / ratio.denominator();
  }

  Listing.Source<QualityRow> vehicles(QualityBy by, QualityFilter filter) {
    return (vin, cursor, limit) -> obd.quality(by, filter.of(vin), cursor, limit);
  }

  /** Everything of a filter by vehicle. */
  void each(ExportOrder order, QualityBy by, QualityFilter filter, Consumer<QualityRow> to) {
    listing.sweep(
        listing.vehicles(order),
        vehicles(by, filter),
        rows -> {
          rows.forEach(to);
          return true;
        });
  }

  /** Gaps of the filter's vehicles in the times that the caller may see; none without a filter. */
  Listing.Source<Missing> gaps(Caller caller, Range range) {
    return (vin, cursor, limit) ->
        vin == null ? new Page<>(List.of(), null) : gaps(caller, range, vin, cursor, limit);
  }

  private Page<Missing> gaps(
      Caller caller, Range range, Vin vin, @Nullable String cursor, int limit) {
    Instant now = clock.instant();
    Instant to = range.to();
    Instant end = to == null || to.isAfter(now) ? now : to;
    long after = cursor == null ? range.from().getEpochSecond() - 1 : Long.parseLong(cursor);
    Sight sight = Register.of(readings, List.of(vin), caller).sight(caller, vin, now).orElse(null);
    if (sight == null) {
      return new Page<>(List.of(), null);
    }
    int most = Math.min(limit, MOST_GAPS);
    List<Gap> found = obd.gaps(vin, after, end.getEpochSecond(), most + 1);
    List<Missing> rows =
        found.stream()
            .limit(most)
            .map(gap -> new Missing(vin, gap))
            .filter(row -> sight.at(row.first()))
            .toList();
    return new Page<>(
        rows, found.size() > most ? Long.toString(found.get(most - 1).first()) : null);
  }

  /** Every gap of the filter's vehicles. */
  void eachGap(ExportOrder order, Range range, Consumer<Missing> to) {
    listing.sweep(
        listing.vehicles(order),
        gaps(order.caller(), range),
        rows -> {
          rows.forEach(to);
          return true;
        });
  }

  Register register(Caller caller, List<Vin> vins) {
    return Register.of(readings, vins, caller);
  }

  /** How far the vehicles that are filed at the end of the filter are networked. */
  Networked networked(Caller caller, QualityFilter filter) {
    Instant now = clock.instant();
    Instant end = Instant.ofEpochSecond(CityTime.startOf((int) filter.to().toEpochDay() + 1) - 1);
    Instant at = end.isAfter(now) ? now : end;
    Networked sum = Networked.NONE;
    String after = "";
    while (true) {
      List<Vin> filed = readings.filed(at, after, null, BATCH);
      List<Vin> due = filed;
      if (filter.county() != null) {
        Register register = register(caller, filed);
        due =
            filed.stream()
                .filter(vin -> filter.county().equals(county(register, vin, at)))
                .toList();
      }
      if (!due.isEmpty()) {
        sum = sum.plus(obd.networked(due, filter.from(), CityTime.day(at)));
      }
      if (filed.size() < BATCH) {
        return sum;
      }
      after = filed.getLast().text();
    }
  }

  private static @Nullable String county(Register register, Vin vin, Instant at) {
    VehicleValues filed = register.at(vin, at);
    return filed == null ? null : filed.county();
  }
}
