package lantian.obd.rule.diagnosis;

import lantian.obd.rule.Episode;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;

/** The lamp is on (故障灯长亮未修), {@code OBD-MIL-LASTING}. See spec clause 11. */
public final class LampOn implements Lamp {
  @Override
  public String id() {
    return "OBD-MIL-LASTING";
  }

  @Override
  public int says(Reading block) {
    return switch (block.mil()) {
      case 1 -> SHOWN;
      case 0 -> NOT;
      default -> UNKNOWN;
    };
  }

  @Override
  public Wording phrase(Episode episode) {
    String hours = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    boolean counted = episode.detail() >= 0;
    return new Wording(
        "故障指示灯点亮，发动机运转累计%s小时仍未排除故障（限值%s小时）%s"
            .formatted(hours, limit, counted ? "，故障码%d个".formatted(episode.detail()) : ""),
        "the malfunction lamp stayed on for %s hours of driving (limit %s)%s"
            .formatted(
                hours, limit, counted ? ", %d trouble codes".formatted(episode.detail()) : ""));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("故障灯长亮未修", "Malfunction lamp on too long"),
        new Wording(
            "OBD信息块中故障灯为亮，且前后两个“亮”之间的发动机运转时间累计超过限值；报“灭”即清零。",
            "OBD blocks that say \"on\" with more engine-on time between them than the limit; an \"off\""
                + " begins anew."),
        new Wording(
            "排放相关故障应限期修复，故障灯长亮仍行驶说明带病运行。",
            "A fault that matters for emissions has to be repaired in time."),
        new Wording(
            "灯泡被拆或ECU被改写时看不见；状态未知（0xFE）期间与两个信息块相隔过久的时间不计；从未上报信息块的车辆无法判定。",
            "A lamp switched off in the ECU; time around an unknown state (0xFE) or between blocks too far"
                + " apart is not counted; a vehicle that never sends a block is not assessable."));
  }
}
