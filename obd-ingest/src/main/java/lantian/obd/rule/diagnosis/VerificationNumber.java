package lantian.obd.rule.diagnosis;

import lantian.obd.packet.ObdBlock;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;

/**
 * The verification number changed under the same calibration id (标定验证码变更), {@code OBD-CVN-CHANGED}.
 * See spec clause 11.
 */
public final class VerificationNumber implements Mark {
  @Override
  public String id() {
    return "OBD-CVN-CHANGED";
  }

  @Override
  public long value(ObdBlock block) {
    // without the id nobody can say whether the content changed under it
    return block.calid() == ObdBlock.UNKNOWN ? ObdBlock.UNKNOWN : block.cvn();
  }

  @Override
  public long beside(ObdBlock block) {
    return block.calid();
  }

  @Override
  public Wording phrase(Episode episode) {
    String blocks = Phrases.number(episode.measured());
    return new Wording(
        "标定识别码（CALID）不变，而标定验证码（CVN）变为此前未见过的值，并在至少%s个信息块中保持；原值此前已见%d天"
            .formatted(blocks, episode.detail()),
        "under the same calibration id the verification number (CVN) became one that was not seen before, and stayed for at least %s blocks; the old one had been known for %d days"
            .formatted(blocks, episode.detail()));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("标定验证码变更", "Verification number changed"),
        new Wording(
            "OBD信息块中CALID相同而CVN变为此前未见过的值，并在足够多的信息块和足够长的时间内保持，其间已知的值不再出现。",
            "OBD blocks with the same calibration id whose verification number was not seen before and stays for enough"
                + " blocks over enough hours, while none of those known comes back."),
        new Wording(
            "CVN是标定数据的校验值：CALID不变而CVN变，说明标定内容被改动而未换名称。",
            "The number is a checksum over the calibration: if it changes under the same id, the content was altered."),
        new Wording(
            "备案中没有CVN，只与最先稳定见到的值比较；厂家升级时只改CVN而不改CALID的看上去一样，分值低，须由人核对。"
                + "CALID与CVN一起变的由标定识别码变更提示；改写者伪造原CVN的看不见。",
            "No number is filed, so the first one seen steadily is what it is held against; a maker's update that keeps the"
                + " id looks the same: a hint with a low score. If both change, the rule on the id tells; a"
                + " rewrite that forges the old number is not seen."));
  }
}
