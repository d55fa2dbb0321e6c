package lantian.obd.rule.diagnosis;

import lantian.obd.packet.ObdBlock;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;

/** The calibration id changed (标定识别码变更), {@code OBD-CALID-CHANGED}. See spec clause 11. */
public final class CalibrationId implements Mark {
  @Override
  public String id() {
    return "OBD-CALID-CHANGED";
  }

  @Override
  public long value(ObdBlock block) {
    return block.calid();
  }

  @Override
  public long beside(ObdBlock block) {
    return 0;
  }

  @Override
  public Wording phrase(Episode episode) {
    String blocks = Phrases.number(episode.measured());
    return new Wording(
        "控制单元的软件标定识别码（CALID）变为此前未见过的值，并在至少%s个信息块中保持；原值此前已见%d天".formatted(blocks, episode.detail()),
        "the controller's calibration id became one that was not seen before, and stayed for at least %s blocks; the old one had been known for %d days"
            .formatted(blocks, episode.detail()));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("标定识别码变更", "Calibration id changed"),
        new Wording(
            "OBD信息块中的CALID变为此前未见过的值，并在足够多的信息块和足够长的时间内保持，其间已知的值不再出现。" + "最多记住四个已知值。",
            "OBD blocks whose calibration id was not seen before and stays for enough blocks over enough hours, while none"
                + " of those known (four at most) comes back."),
        new Wording(
            "改写排放控制程序会换掉标定。", "Who rewrites the emission control program changes its calibration."),
        new Wording(
            "备案中没有CALID，只与最先稳定见到的值比较：接入之前已改写的看不见。厂家正当的软件升级或更换控制单元看上去完全一样，"
                + "因此只是线索，分值低，须由人核对升级记录。多个控制单元轮流应答而只改写其中一个的看不见。",
            "No calibration id is filed, so the first one seen steadily is what it is held against: a rewrite from before is"
                + " not seen. The maker's own update or a new controller looks exactly the same: it is no more than a hint,"
                + " with a low score, and a person has to look at the workshop's record. With several controllers that"
                + " answer in turn, a change of one is not seen."));
  }
}
