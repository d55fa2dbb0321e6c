package lantian.obd.rule.nox;

import java.util.List;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Symptom;

/**
 * Downstream NOx is never valid although all is hot (热态NOx长期无效), {@code OBD-NOX-ABSENT}. See spec
 * clause 11.
 *
 * <p>What is missing exceeds nothing: the finding is about the absence, not about a value.
 */
public final class NoxAbsent implements Symptom<NoxAbsent.Own> {
  /** No limits of its own. */
  public record Own() {}

  @Override
  public String id() {
    return "OBD-NOX-ABSENT";
  }

  @Override
  public boolean hot() {
    return true;
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.NOX_SATURATED);
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own();
  }

  @Override
  public Sight look(Reading item, Own limits) {
    if (item.saturated(Signal.NOX_DOWNSTREAM)) {
      return Sight.unknown(Cause.NOX_SATURATED);
    }
    return item.usable(Signal.NOX_DOWNSTREAM) ? Sight.REFUTED : Sight.THERE;
  }

  @Override
  public Wording phrase(Episode episode) {
    return new Wording(
        "SCR已达工作温度，下游NOx读数始终无效，累计%s分钟（限值%s分钟）"
            .formatted(Phrases.number(episode.measured()), Phrases.number(episode.limit())),
        "with the SCR at working temperature, downstream NOx was never valid, for %s minutes (limit %s)"
            .formatted(Phrases.number(episode.measured()), Phrases.number(episode.limit())));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("热态NOx长期无效", "Downstream NOx never valid while hot"),
        new Wording(
            "预热后且SCR入口温度在规定范围内，下游NOx长时间没有一个有效值；一个有效值即大幅抵扣。",
            "No valid downstream NOx for long, warm and with the SCR inlet in the given range; one valid value takes a lot back."),
        new Wording(
            "传感器被拔除或屏蔽，其他限值就都无从判断。",
            "With the sensor unplugged or masked nothing else can be judged."),
        new Wording(
            "分不清故障与人为；恒为饱和值的计为无法判定。",
            "It can't tell a fault from intent; a sensor that always stands at its greatest value counts as not assessable."));
  }
}
