package lantian.obd.rule.nox;

import lantian.obd.rule.Episode;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Symptom;

/**
 * More NOx behind the catalyst than before it (SCR下游NOx高于上游), {@code OBD-NOX-ABOVE-UPSTREAM}. See
 * spec clauses 10 and 11.
 */
public final class NoxAboveUpstream extends PairSymptom<NoxAboveUpstream.Own>
    implements Symptom.Valued<NoxAboveUpstream.Own> {
  /**
   * Its own limits.
   *
   * @param limit what may be left of the upstream NOx, thousandths of a per cent
   * @param least the upstream NOx that is taken at least, thousandths of a ppm
   */
  public record Own(long limit, long least) {}

  @Override
  public String id() {
    return "OBD-NOX-ABOVE-UPSTREAM";
  }

  @Override
  public String unit() {
    return "%";
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        Math.round(block.number("mostPct", "%", 100, 1000) * 1000),
        Math.round(block.number("leastPpm", "ppm", 1, 3000) * 1000));
  }

  @Override
  public long limit(Own limits) {
    return limits.limit;
  }

  @Override
  Sight compare(NoxPair pair, Own limits) {
    long share =
        new NoxPair(Math.max(pair.upstream(), limits.least), pair.downstream()).remaining();
    return share > limits.limit ? new Sight.Shown(share) : Sight.REFUTED;
  }

  @Override
  public Wording phrase(Episode episode) {
    String mean = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return new Wording(
        "SCR已达工作温度，下游NOx持续高于上游：平均为上游的%s %%（限值%s %%）".formatted(mean, limit),
        "with the SCR at working temperature, NOx behind it stayed above NOx before it: %s %% of it on average (limit %s %%)"
            .formatted(mean, limit));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("SCR下游NOx高于上游", "NOx behind the SCR above NOx before it"),
        new Wording(
            "预热后且SCR入口温度在规定范围内，下游NOx与上游NOx之比长时间高于限值；上游低于起算浓度时按起算浓度计。",
            "The ratio of downstream to upstream NOx above the limit for long, warm and with the SCR inlet in the"
                + " given range; an upstream value below the least one counts as the least one."),
        new Wording(
            "催化器不会产生NOx：比值长期大于1说明两个传感器对调、其一被模拟器替换或已失准。",
            "A catalyst makes no NOx: such a ratio means swapped sensors, an emulator, or a sensor that is off."),
        new Wording(
            "氨泄漏会抬高下游读数，限值为此留有余量；两个传感器同时失准时看不见。",
            "Ammonia slip raises the downstream reading, for which the limit leaves room; two sensors off alike."));
  }
}
