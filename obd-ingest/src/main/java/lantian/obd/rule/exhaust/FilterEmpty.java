package lantian.obd.rule.exhaust;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Episode;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Words;

/**
 * The particulate filter offers no resistance (DPF疑似拆芯), {@code OBD-DPF-EMPTY}. See spec clause 11.
 */
public final class FilterEmpty extends FilterSymptom<FilterEmpty.Own> {
  /**
   * Its own limits.
   *
   * @param mostRaw greatest differential pressure of an empty can
   * @param leastRaw least intake air at which it says something
   */
  public record Own(long mostRaw, long leastRaw) {}

  @Override
  public String id() {
    return "OBD-DPF-EMPTY";
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        Words.atMost(Signal.DPF_DIFFERENTIAL_PRESSURE, block.number("mostKpa", "kPa", 0, 10)),
        leastFlowRaw(block));
  }

  @Override
  long leastFlowRaw(Own limits) {
    return limits.leastRaw;
  }

  @Override
  Sight compare(long raw, Own limits) {
    return raw <= limits.mostRaw ? Sight.THERE : Sight.REFUTED;
  }

  @Override
  public Wording phrase(Episode episode) {
    return new Wording(
        "大流量下颗粒捕集器几乎没有压差，累计%s分钟（限值%s分钟），疑似拆除滤芯"
            .formatted(Phrases.number(episode.measured()), Phrases.number(episode.limit())),
        "at high flow the particulate filter showed hardly any pressure drop for %s minutes (limit %s): its core may be gone"
            .formatted(Phrases.number(episode.measured()), Phrases.number(episode.limit())));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("DPF疑似拆芯", "Particulate filter may be empty"),
        new Wording(
            "进气量达到规定值时，DPF压差长时间不超过空壳的压差。",
            "A pressure drop of the particulate filter that stays at that of an empty can, at enough intake air."),
        new Wording(
            "滤芯有阻力：大流量下无压差，说明滤芯被拆除、击穿，或取压管被短接。",
            "A core resists: no drop at high flow means that it is gone or pierced, or that the pressure line is bridged."),
        new Wording(
            "压差传感器本就损坏而恒报0的分不出来；拆芯后换装假信号的看不见。",
            "It can't tell a dead sensor that says 0; a faked signal."));
  }
}
