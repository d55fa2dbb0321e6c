package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Memory;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * What OBD blocks say of the lamp for too many driving hours (故障灯状态持续). See spec clause 11.
 *
 * <p>Hours count only between two OBD blocks that both say so: what lies behind the last block is
 * not known yet.
 */
public final class LastingLamp implements Rule<LastingLamp.Memory, MilLimits> {
  private static final int OBD_BLOCK = 0x01;
  private static final int ON = Lamp.SHOWN;
  private static final int OFF = Lamp.NOT;
  private static final int UNKNOWN = Lamp.UNKNOWN;
  private static final Memory NONE = new Memory(UNKNOWN, -1, -1, -1, -1, 0, 0, true, true, null);
  private static final List<Cause> CAUSES = List.of(Cause.LAMP_UNKNOWN, Cause.ENGINE_UNKNOWN);

  private final Lamp lamp;

  public LastingLamp(Lamp lamp) {
    this.lamp = lamp;
  }

  /**
   * What is known of the lamp. "On" stands for what the rule looks for.
   *
   * @param lamp state of the lamp in the last OBD block
   * @param start second of the first block that said "on", −1 if none since the last "off"
   * @param lastBlock second of the last block that said "on"
   * @param dtc number of trouble codes in that block, −1 if unknown
   * @param lastOn last second with the engine on, −1 if it is off or counting begins anew
   * @param seconds engine-on seconds between blocks that both said "on"
   * @param pending engine-on seconds since the last block
   * @param verified true if all that {@code seconds} rests on is verified
   * @param pendingVerified the same for {@code pending}
   * @param told what was told, null before the limit was passed
   */
  public record Memory(
      int lamp,
      long start,
      long lastBlock,
      int dtc,
      long lastOn,
      long seconds,
      long pending,
      boolean verified,
      boolean pendingVerified,
      @Nullable Episode told) {}

  @Override
  public String id() {
    return lamp.id();
  }

  @Override
  public String unit() {
    return "h";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Memory step(Memory was, Reading item, MilLimits limits, VehicleFacts facts, Findings out) {
    if (item.type() != OBD_BLOCK) {
      return item.raw(Signal.ENGINE_SPEED) < 0 ? was : drive(was, item, limits, out);
    }
    return switch (lamp.says(item)) {
      case ON -> on(was, item, limits, out);
      case OFF -> off(was, out);
      default -> was.lamp == UNKNOWN ? was : unknown(was);
    };
  }

  private static Memory drive(Memory m, Reading item, MilLimits limits, Findings out) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      out.notAssessable(Cause.ENGINE_UNKNOWN);
      return m;
    }
    if (item.raw(Signal.ENGINE_SPEED) < limits.engineOnRaw()) {
      return m.lastOn < 0 ? m : driven(m, -1, 0, true);
    }
    if (m.lamp == UNKNOWN) {
      out.notAssessable(Cause.LAMP_UNKNOWN);
    } else {
      out.assessed();
    }
    if (m.lamp != ON) {
      return m;
    }
    long elapsed = item.second() - m.lastOn;
    boolean counts = m.lastOn >= 0 && elapsed <= limits.gapSeconds();
    return driven(m, item.second(), counts ? elapsed : 0, item.verified());
  }

  private static Memory driven(Memory m, long lastOn, long seconds, boolean verified) {
    return new Memory(
        m.lamp,
        m.start,
        m.lastBlock,
        m.dtc,
        lastOn,
        m.seconds,
        m.pending + seconds,
        m.verified,
        m.pendingVerified && verified,
        m.told);
  }

  private static Memory on(Memory m, Reading item, MilLimits limits, Findings out) {
    long now = item.second();
    boolean confirmed = m.lamp == ON && now - m.lastBlock <= limits.blockGapSeconds();
    boolean first = m.start < 0;
    Memory next =
        new Memory(
            ON,
            first ? now : m.start,
            now,
            item.dtcCount(),
            confirmed ? m.lastOn : -1,
            m.seconds + (confirmed ? m.pending : 0),
            0,
            item.verified() && m.verified && (!confirmed || m.pendingVerified),
            true,
            m.told);
    return next.told == null && next.seconds > limits.seconds() ? tell(next, limits, out) : next;
  }

  private static Memory tell(Memory m, MilLimits limits, Findings out) {
    Episode told = episode(m, out.ruleSet(), m.lastBlock, limits.milliHours());
    out.open(told);
    return new Memory(
        m.lamp,
        m.start,
        m.lastBlock,
        m.dtc,
        m.lastOn,
        m.seconds,
        m.pending,
        m.verified,
        m.pendingVerified,
        told);
  }

  private static Memory off(Memory m, Findings out) {
    Episode told = m.told;
    if (told != null) {
      out.close(episode(m, told.ruleSet(), told.peakAt(), told.limit()));
    }
    return m.lamp == OFF ? m : new Memory(OFF, -1, -1, -1, -1, 0, 0, true, true, null);
  }

  private static Memory unknown(Memory m) {
    return new Memory(
        UNKNOWN, m.start, m.lastBlock, m.dtc, -1, m.seconds, 0, m.verified, true, m.told);
  }

  private static Episode episode(Memory m, String ruleSet, long passedAt, long limit) {
    long hours = m.seconds * 1000 / 3600;
    return new Episode(
        ruleSet, m.start, m.lastBlock, passedAt, hours, hours, limit, m.dtc, m.verified);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.told;
  }

  @Override
  public List<Cause> causes() {
    return CAUSES;
  }

  @Override
  public MilLimits limits(LimitsBlock block) {
    return MilLimits.read(block);
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    Wording phrase = lamp.phrase(episode);
    return Phrases.span(episode, closed).with(phrase.zh(), phrase.en());
  }

  @Override
  public Portrait portrait() {
    return lamp.portrait();
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory m, ByteBuffer out) {
    out.put((byte) m.lamp).putLong(m.start).putLong(m.lastBlock).putInt(m.dtc).putLong(m.lastOn);
    out.putLong(m.seconds).putLong(m.pending);
    out.put((byte) (m.verified ? 1 : 0)).put((byte) (m.pendingVerified ? 1 : 0));
    Episode.write(m.told, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(
        in.get(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0,
        in.get() != 0,
        Episode.read(in));
  }
}
