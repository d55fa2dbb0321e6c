package lantian.deploy.bench.score;

import java.util.Map;
import lantian.deploy.simulate.world.Exposure;
import lantian.deploy.simulate.world.Label;

/**
 * One truck after judging (单车结果).
 *
 * @param number its number among the honest or the faulty ones
 * @param label what is true of it
 * @param exposure what it did while the fault was there
 * @param drivenDays days with items, with or without a fault
 * @param items items judged
 * @param told what each rule told; rules that told nothing are missing
 */
public record Outcome(
    int number,
    Label label,
    Exposure exposure,
    int drivenDays,
    long items,
    Map<String, Told> told) {
  /** Copies the map. */
  public Outcome {
    told = Map.copyOf(told);
  }

  /** Findings of a rule from the fault's begin on; all of an honest truck's. */
  public int findings(String rule) {
    Told one = told.get(rule);
    return one == null ? 0 : one.after();
  }

  /** Findings that are wrong: all of an honest truck's, those before the fault of another. */
  int wrong(String rule) {
    Told one = told.get(rule);
    return one == null ? 0 : label.honest() ? one.after() : one.before();
  }
}
