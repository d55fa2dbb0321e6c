package lantian.obd.rule.nox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.obd.rule.nox.ModelLimits.Norm;

/**
 * What the vehicles of each model show before the SCR at each load (同型号NOx统计), and the limits that
 * follow. Of the vehicles only ranks are used, so that a quarter of them may be forged.
 */
public final class ModelCensus {
  /** One ppm: a limit below it says nothing. */
  private static final long LEAST = 1000;

  private final SortedMap<String, Map<Integer, List<Long>>> models = new TreeMap<>();
  private final Map<String, Integer> vehicles = new HashMap<>();

  /**
   * How limits follow from ranks.
   *
   * @param leastVehicles fewest vehicles of a model, and of a class of load, from which any follow
   * @param fence how many interquartile ranges the least lies below the lower quartile
   * @param mostPct but at most so many per cent of the median
   */
  public record Terms(int leastVehicles, int fence, int mostPct) {}

  /**
   * One model.
   *
   * @param model its name
   * @param vehicles vehicles that drove enough
   * @param norms limits by class of load; none where vehicles are too few, or differ so much that
   *     the least would be nothing
   */
  public record Figures(String model, int vehicles, SortedMap<Integer, Norm> norms) {}

  /** Takes what one vehicle showed, see {@link ModelMeasure#finish}. */
  public void add(Map<String, SortedMap<Integer, Long>> measured) {
    measured.forEach((model, loads) -> {
      vehicles.merge(model, 1, Integer::sum);
      Map<Integer, List<Long>> all = models.computeIfAbsent(model, m -> new HashMap<>());
      loads.forEach((load, milli) -> all.computeIfAbsent(load, l -> new ArrayList<>()).add(milli));
    });
  }

  /** All models in the order of their names. */
  public List<Figures> figures(Terms terms) {
    List<Figures> out = new ArrayList<>();
    models.forEach((model, loads) -> {
      SortedMap<Integer, Norm> norms = new TreeMap<>();
      loads.forEach((load, milli) -> {
        long usual = atRank(milli, 1, 2);
        long least = least(milli, terms);
        if (milli.size() >= terms.leastVehicles && least >= LEAST) {
          norms.put(load, new Norm(load, (int) usual, (int) least));
        }
      });
      out.add(new Figures(model, vehicles.getOrDefault(model, 0), norms));
    });
    return out;
  }

  private static long least(List<Long> milli, Terms terms) {
    long lower = atRank(milli, 1, 4);
    long upper = atRank(milli, 3, 4);
    return Math.min(
        lower - terms.fence * (upper - lower), atRank(milli, 1, 2) * terms.mostPct / 100);
  }

  /** The value that this share of the values does not exceed. */
  static long atRank(List<Long> values, int part, int of) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get((sorted.size() * part + of - 1) / of - 1);
  }
}
