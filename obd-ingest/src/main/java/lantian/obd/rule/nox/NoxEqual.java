package lantian.obd.rule.nox;

import lantian.obd.rule.Episode;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;

/**
 * Both NOx sensors say the same (SCR前后NOx相同), {@code OBD-NOX-EQUAL}. See spec clauses 10 and 11.
 */
public final class NoxEqual extends PairSymptom<NoxEqual.Own> {
  /**
   * Its own limits.
   *
   * @param tolerance how far apart they may lie, thousandths of a ppm
   * @param least upstream NOx from which it says something, thousandths of a ppm
   */
  public record Own(long tolerance, long least) {}

  @Override
  public String id() {
    return "OBD-NOX-EQUAL";
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        Math.round(block.number("tolerancePpm", "ppm", 0, 100) * 1000),
        Math.round(block.number("leastPpm", "ppm", 1, 3000) * 1000));
  }

  @Override
  Sight compare(NoxPair pair, Own limits) {
    if (pair.upstream() < limits.least) {
      return Sight.APART;
    }
    boolean same = Math.abs(pair.upstream() - pair.downstream()) <= limits.tolerance;
    return same ? Sight.THERE : Sight.REFUTED;
  }

  @Override
  public Wording phrase(Episode episode) {
    String minutes = Phrases.number(episode.measured());
    return new Wording(
        "SCR已达工作温度，上下游NOx读数相同累计%s分钟（限值%s分钟），未见转化"
            .formatted(minutes, Phrases.number(episode.limit())),
        "with the SCR at working temperature, both NOx sensors said the same for %s minutes (limit %s): nothing was converted"
            .formatted(minutes, Phrases.number(episode.limit())));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("SCR前后NOx相同", "The same NOx before and behind the SCR"),
        new Wording(
            "预热后且SCR入口温度在规定范围内，上游NOx达到起算浓度时，上下游读数之差长时间不超过允许差。",
            "Both sensors within the tolerance of each other for long, warm, with the SCR inlet in the given range and"
                + " enough upstream NOx."),
        new Wording(
            "工作温度下的催化器必有转化：读数相同说明旁通、催化器被拆除，或一路信号被复制成两路。",
            "A catalyst at temperature converts: equal readings mean a bypass, a removed catalyst, or one signal that is sent twice."),
        new Wording(
            "两个传感器各有偏差的旁通看不见（由“转化率丧失”判断）。",
            "A bypass whose two sensors differ (the rule for lost conversion sees it)."));
  }
}
