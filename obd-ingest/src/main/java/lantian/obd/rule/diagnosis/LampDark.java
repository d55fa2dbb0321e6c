package lantian.obd.rule.diagnosis;

import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;

/** Trouble codes while the lamp is off (有故障码而故障灯不亮), {@code OBD-MIL-DARK}. See spec clause 11. */
public final class LampDark implements Lamp {
  @Override
  public String id() {
    return "OBD-MIL-DARK";
  }

  @Override
  public int says(Reading block) {
    if (block.mil() == 1 || (block.mil() == 0 && block.dtcCount() == 0)) {
      return NOT;
    }
    return block.mil() == 0 && block.dtcCount() > 0 ? SHOWN : UNKNOWN;
  }

  @Override
  public Wording phrase(Episode episode) {
    String hours = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    return new Wording(
        "车载诊断系统报有故障码%d个而故障指示灯不亮，发动机运转累计%s小时（限值%s小时）".formatted(episode.detail(), hours, limit),
        "the diagnostic system named %d trouble codes with the malfunction lamp off, for %s hours of driving (limit %s)"
            .formatted(episode.detail(), hours, limit));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("有故障码而故障灯不亮", "Trouble codes with the lamp off"),
        new Wording(
            "OBD信息块中故障灯为灭而故障码个数大于0，前后两个这样的信息块之间的发动机运转时间累计超过限值；灯亮或故障码归零即清零。",
            "OBD blocks with the lamp off and trouble codes, with more engine-on time between them than the limit;"
                + " a lamp that is on or a block without codes begins anew."),
        new Wording(
            "已确认的排放故障应点亮故障灯：长期有码无灯，可能是灯被屏蔽。",
            "A confirmed fault that matters for emissions lights the lamp: codes without it for long may mean that it was masked."),
        new Wording(
            "信息块不区分待确认与已确认的故障码，与排放无关的故障码也可能不点灯，因此限时很长，须由人核对故障码。",
            "The block does not tell pending codes from confirmed ones, and some codes light no lamp: hence the long time,"
                + " and a person has to look at the codes."));
  }
}
