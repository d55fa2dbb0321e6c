package lantian.obd.rule.nox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.Reading;
import lantian.obd.rule.nox.ModelLimits.Norm;
import lantian.obd.rule.state.EngineTime;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Upstream NOx of one vehicle at its loads, by the model that is filed (同型号NOx测量): the same stays
 * at a load, and the same days, as {@link ModelNox} compares. Only what is proven to come from the
 * vehicle counts. For one thread.
 */
public final class ModelMeasure {
  private static final int STREAM = 0x02;

  /** A class of load of which nothing is known yet. */
  private static final List<Norm> UNKNOWN =
      IntStream.rangeClosed(1, ModelLimits.CLASSES).mapToObj(load -> new Norm(load, 1, 0)).toList();

  private final ModelLimits limits;
  private final SortedMap<String, SortedMap<Integer, List<Long>>> means = new TreeMap<>();
  private final long[] nox = new long[ModelLimits.CLASSES];
  private final int[] items = new int[ModelLimits.CLASSES];
  private EngineTime engine = EngineTime.NONE;
  private String model = "";
  private @Nullable LoadRun run;
  private @Nullable ModelDay today;

  /** A measure as these limits want it; the models in them do not matter. */
  public ModelMeasure(ModelLimits limits) {
    this.limits = limits;
  }

  /** Takes one item, later than every one before. */
  public void take(Reading item, VehicleFacts facts) {
    if (item.type() != STREAM) {
      return;
    }
    engine = engine.next(item, limits.duty().engineOnRaw(), limits.duty().runGapSeconds());
    String filed = facts.vehicleModel();
    if (filed == null
        || !item.verified()
        || limits.duty().refusal(item, engine, facts) != null
        || limits.lacking(item) != null) {
      return;
    }
    int load = limits.load(item);
    if (load > 0) {
      count(item, filed, UNKNOWN.get(load - 1));
    }
  }

  private void count(Reading item, String filed, Norm norm) {
    int day = CityTime.dayNumber(item.second());
    LoadRun was = run;
    if (was != null && filed.equals(model) && was.goesOn(item, day, norm, limits)) {
      run = was.with(item, limits);
      return;
    }
    fold();
    if (was != null && (was.day() != day || !filed.equals(model))) {
      endDay();
    }
    model = filed;
    run = LoadRun.begin(item, day, norm, limits);
  }

  private void fold() {
    LoadRun ended = run;
    if (ended != null) {
      today = ModelDay.and(today, ended);
      nox[ended.norm().load() - 1] += ended.nox();
      items[ended.norm().load() - 1] += ended.items();
    }
    run = null;
  }

  private void endDay() {
    boolean counts = today != null && today.counts();
    for (int i = 0; i < items.length; i++) {
      if (counts && items[i] >= limits.enough().classSeconds()) {
        means
            .computeIfAbsent(model, m -> new TreeMap<>())
            .computeIfAbsent(i + 1, load -> new ArrayList<>())
            .add(nox[i] / items[i]);
      }
      nox[i] = 0;
      items[i] = 0;
    }
    today = null;
  }

  /**
   * Ends the last day and tells, by model and class of load, the median of the vehicle's daily
   * means, thousandths of a ppm.
   */
  public Map<String, SortedMap<Integer, Long>> finish() {
    fold();
    endDay();
    Map<String, SortedMap<Integer, Long>> out = new TreeMap<>();
    means.forEach((name, loads) -> {
      SortedMap<Integer, Long> medians = new TreeMap<>();
      loads.forEach((load, days) -> medians.put(load, ModelCensus.atRank(days, 1, 2)));
      out.put(name, medians);
    });
    return out;
  }
}
