package lantian.obd.rule.nox;

import lantian.obd.rule.Episode;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Symptom;

/**
 * The SCR catalyst converts too little (SCR转化率丧失), {@code OBD-SCR-INEFFECTIVE}. See spec clause 11.
 */
public final class ConversionLost extends PairSymptom<ConversionLost.Own>
    implements Symptom.Valued<ConversionLost.Own> {
  /**
   * Its own limits.
   *
   * @param limit what may be left of the upstream NOx, thousandths of a per cent
   * @param least upstream NOx from which it says something, thousandths of a ppm
   */
  public record Own(long limit, long least) {}

  @Override
  public String id() {
    return "OBD-SCR-INEFFECTIVE";
  }

  @Override
  public String unit() {
    return "%";
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        Math.round(block.number("remainingPct", "%", 1, 100) * 1000),
        Math.round(block.number("leastPpm", "ppm", 1, 3000) * 1000));
  }

  @Override
  public long limit(Own limits) {
    return limits.limit;
  }

  @Override
  Sight compare(NoxPair pair, Own limits) {
    if (pair.upstream() < limits.least) {
      return Sight.APART;
    }
    long remaining = pair.remaining();
    return remaining > limits.limit ? new Sight.Shown(remaining) : Sight.REFUTED;
  }

  @Override
  public Wording phrase(Episode episode) {
    String mean = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return new Wording(
        "SCR已达工作温度，上游NOx的%s %%仍留在下游（限值%s %%），转化率不足".formatted(mean, limit),
        "with the SCR at working temperature, %s %% of the NOx before it was still there behind it (limit %s %%)"
            .formatted(mean, limit));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("SCR转化率丧失", "Conversion of the SCR lost"),
        new Wording(
            "预热后且SCR入口温度在规定范围内，上游NOx达到起算浓度时，下游与上游之比长时间高于限值。",
            "The share of upstream NOx left behind the SCR above the limit for long, warm, with the SCR inlet in the given"
                + " range and enough upstream NOx."),
        new Wording(
            "正常的催化器在此温度下转化大部分NOx：丧失说明未喷尿素、以水代替尿素、催化剂失效或被拆除。",
            "A sound catalyst converts most of it at such temperature: no reagent, water instead of it, or a dead or removed catalyst."),
        new Wording(
            "上游传感器偏低或下游被模拟时看不见；与“下游NOx持续超标”不同，它不看浓度限值。",
            "An upstream sensor that reads low, an emulated downstream one. Other than the rule for lasting NOx it knows no concentration."));
  }
}
