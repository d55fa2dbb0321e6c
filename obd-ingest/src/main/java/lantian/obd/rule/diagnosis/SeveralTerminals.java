package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Iccid;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * Several terminals send under one VIN by turns (同一VIN多终端上报), {@code OBD-TERMINALS-SEVERAL}. See
 * spec clause 11.
 *
 * <p>A terminal that was replaced never comes back; two that are there both do. Seconds for which
 * both send other bodies are conflicts and are not read at all.
 */
public final class SeveralTerminals implements Rule<SeveralTerminals.Memory, Repeats.Limits> {
  private static final int STREAM = 0x02;
  private static final int MOST = 4;
  private static final Memory NONE = new Memory(Iccid.UNKNOWN, true, List.of(), Repeats.NONE);

  /**
   * Who sends.
   *
   * @param sender digest of the terminal's card, {@link Iccid#UNKNOWN} before the first
   * @param verified true if its first item since it took its turn is verified
   * @param others those that sent before, at most four
   * @param returns how often one came back
   */
  public record Memory(long sender, boolean verified, List<Other> others, Repeats returns) {}

  /** A terminal whose turn ended at a second, and whether its turn began with a verified item. */
  public record Other(long sender, long until, boolean verified) {}

  @Override
  public String id() {
    return "OBD-TERMINALS-SEVERAL";
  }

  @Override
  public String unit() {
    return "returns";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Memory step(
      Memory was, Reading item, Repeats.Limits limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    long sender = item.sender();
    if (sender == Iccid.UNKNOWN) {
      out.notAssessable(Cause.SENDER_UNKNOWN);
      return was;
    }
    out.assessed();
    Memory m = was;
    if (was.returns.now() != null) {
      m = with(was, was.returns.at(item.second(), limits, out));
    }
    return sender == m.sender ? m : turn(m, sender, item, limits, out);
  }

  @SuppressWarnings("ReferenceEquality") // the same instance means that nothing changed
  private static Memory with(Memory m, Repeats returns) {
    return returns == m.returns ? m : new Memory(m.sender, m.verified, m.others, returns);
  }

  private static Memory turn(
      Memory m, long sender, Reading item, Repeats.Limits limits, Findings out) {
    if (m.sender == Iccid.UNKNOWN) {
      return new Memory(sender, item.verified(), m.others, m.returns);
    }
    long now = item.second();
    Repeats returns = m.returns;
    List<Other> others = new ArrayList<>();
    for (Other other : m.others) {
      boolean near = now - other.until <= limits.seconds();
      if (near && other.sender == sender) {
        boolean sure = item.verified() && m.verified && other.verified;
        returns = returns.add(new Repeats.Event(now, sure), limits, out);
      } else if (near) {
        others.add(other);
      }
    }
    if (others.size() == MOST) {
      others.removeFirst();
    }
    others.add(new Other(m.sender, now, m.verified));
    return new Memory(sender, item.verified(), List.copyOf(others), returns);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.returns.told();
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.SENDER_UNKNOWN);
  }

  @Override
  public Repeats.Limits limits(LimitsBlock block) {
    return new Repeats.Limits(
        block.whole("returns", "", 2, Repeats.MOST),
        Math.round(block.number("hours", "h", 0.001, 10_000) * 3600));
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String returns = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String hours = Phrases.number(episode.detail() * 1000 / 3600);
    return Phrases.span(episode, closed)
        .with(
            "以本车VIN上报的终端（按SIM卡号区分）轮流出现，%s小时内换回先前终端%s次（限值%s次）".formatted(hours, returns, limit),
            "terminals with different cards send under this VIN by turns: within %s hours one that had sent before came back %s times (limit %s)"
                .formatted(hours, returns, limit));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("同一VIN多终端上报", "Several terminals under one VIN"),
        new Wording(
            "按采集时间排列，数据流的来源终端（登录时的ICCID）由甲换乙又换回甲：限定时间内换回次数达到限值即提示。" + "同一内容由多张卡发来时不看。",
            "In the order of collection, the terminal (the ICCID of its login) from which the stream comes changes to"
                + " another and back: told if it came back often enough within some hours. What several cards sent alike"
                + " is not looked at."),
        new Wording(
            "另一台终端可能在替本车上报正常数据。",
            "Another terminal may be sending good data in place of the vehicle's own."),
        new Wording(
            "车上装有两台终端或一台双卡终端的看上去一样，须由人核对备案；更换终端只换一次，不提示。"
                + "两台终端在同一秒发来不同内容的属于数据冲突，另行列出，不在此看；经平台转发或未登录的数据没有ICCID，无法判定。",
            "A vehicle with two terminals, or one with two cards, looks the same: a person has to look at what is filed. A"
                + " replacement changes once and is not told. Seconds for which both sent other bodies are conflicts and"
                + " are listed as such. What a platform forwards, or comes without a login, has no ICCID."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory m, ByteBuffer out) {
    out.putLong(m.sender).put((byte) (m.verified ? 1 : 0)).put((byte) m.others.size());
    for (Other other : m.others) {
      out.putLong(other.sender).putLong(other.until).put((byte) (other.verified ? 1 : 0));
    }
    m.returns.write(out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    long sender = in.getLong();
    boolean verified = in.get() != 0;
    List<Other> others = new ArrayList<>();
    for (int left = in.get() & 0xFF; left > 0; left--) {
      others.add(new Other(in.getLong(), in.getLong(), in.get() != 0));
    }
    return new Memory(sender, verified, List.copyOf(others), Repeats.read(in));
  }
}
