package lantian.obd.rule.exhaust;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Episode;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Symptom;
import lantian.obd.rule.state.Words;

/**
 * The particulate filter resists too much for long (DPF压差长期偏高), {@code OBD-DPF-BLOCKED}. See spec
 * clause 11.
 */
public final class FilterBlocked extends FilterSymptom<FilterBlocked.Own>
    implements Symptom.Valued<FilterBlocked.Own> {
  /**
   * Its own limits.
   *
   * @param limit greatest differential pressure, thousandths of a kPa
   * @param limitRaw the same as a raw word
   * @param leastRaw least intake air at which it says something
   */
  public record Own(long limit, long limitRaw, long leastRaw) {}

  @Override
  public String id() {
    return "OBD-DPF-BLOCKED";
  }

  @Override
  public String unit() {
    return "kPa";
  }

  @Override
  public Own limits(LimitsBlock block) {
    double most = block.number("mostKpa", "kPa", 1, 200);
    return new Own(
        Math.round(most * 1000),
        Words.atMost(Signal.DPF_DIFFERENTIAL_PRESSURE, most),
        leastFlowRaw(block));
  }

  @Override
  public long limit(Own limits) {
    return limits.limit;
  }

  @Override
  long leastFlowRaw(Own limits) {
    return limits.leastRaw;
  }

  @Override
  Sight compare(long raw, Own limits) {
    return raw > limits.limitRaw
        ? new Sight.Shown(Words.milli(Signal.DPF_DIFFERENTIAL_PRESSURE, raw))
        : Sight.REFUTED;
  }

  @Override
  public Wording phrase(Episode episode) {
    String mean = Phrases.number(episode.measured());
    return new Wording(
        "颗粒捕集器压差长时间高于%s kPa，均值%s kPa，峰值%s kPa，未见再生"
            .formatted(Phrases.number(episode.limit()), mean, Phrases.number(episode.peak())),
        "the pressure drop of the particulate filter stayed above %s kPa, mean %s, peak %s: it was not regenerated"
            .formatted(Phrases.number(episode.limit()), mean, Phrases.number(episode.peak())));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("DPF压差长期偏高", "Particulate filter blocked"),
        new Wording(
            "进气量达到规定值时，DPF压差长时间高于限值。",
            "A pressure drop of the particulate filter above the limit for long, at enough intake air."),
        new Wording(
            "长期不再生的滤芯会堵塞：油耗与烟度上升，最终往往被车主拆除。",
            "A filter that is never regenerated clogs: fuel use and smoke rise, and in the end it is often taken out."),
        new Wording(
            "限值不分机型：小滤芯在正常时也可能接近限值。",
            "One limit for all models: a small filter may come near it in good health."));
  }
}
