package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.ObdBlock;
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
 * Readiness is lost again and again (就绪状态反复清除), {@code OBD-READINESS-RESET}. See spec clause 11.
 *
 * <p>Monitors do not become incomplete by themselves: codes were cleared, or the controller lost
 * its memory. Once is a repair.
 */
public final class ReadinessReset implements Rule<ReadinessReset.Memory, ReadinessReset.Limits> {
  private static final int MOST = 8;
  private static final int DAY = 86_400;
  private static final Memory NONE = new Memory(null, List.of(), null, null);

  /**
   * What is known.
   *
   * @param monitors what the last block said, null before the first
   * @param resets the latest resets that nothing was told of yet, at most eight, in order
   * @param told what was told, null before
   * @param now its figures by now, null before
   */
  public record Memory(
      @Nullable Monitors monitors,
      List<Reset> resets,
      @Nullable Episode told,
      @Nullable Episode now) {}

  /** When readiness was lost, and whether all blocks it rests on are verified. */
  public record Reset(long second, boolean verified) {}

  /**
   * Limits.
   *
   * @param monitors least number of monitors lost at once
   * @param resets number of resets that is told
   * @param seconds time in which they have to lie, and without another after which it is over
   */
  public record Limits(int monitors, int resets, long seconds) {}

  @Override
  public String id() {
    return "OBD-READINESS-RESET";
  }

  @Override
  public String unit() {
    return "resets";
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Memory step(Memory was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    ObdBlock block = item.type() == ObdBlock.TYPE ? item.block() : null;
    if (block == null) {
      return was;
    }
    if (!block.readinessKnown()) {
      out.notAssessable(Cause.READINESS_UNKNOWN);
      return was;
    }
    out.assessed();
    Memory m = over(was, item.second(), limits, out);
    Monitors before = m.monitors;
    Monitors next =
        before == null || before.other(block)
            ? Monitors.begin(block, item.verified())
            : before.next(block, item.verified(), limits.monitors);
    if (before != null && next.reset()) {
      return reset(
          m, next, new Reset(item.second(), before.verified() && item.verified()), limits, out);
    }
    return new Memory(next, m.resets, m.told, m.now);
  }

  private static Memory over(Memory m, long now, Limits limits, Findings out) {
    Episode figures = m.now;
    if (figures == null || now - figures.last() <= limits.seconds) {
      return m;
    }
    out.close(figures);
    return new Memory(m.monitors, List.of(), null, null);
  }

  private static Memory reset(
      Memory m, Monitors monitors, Reset reset, Limits limits, Findings out) {
    Episode figures = m.now;
    if (figures != null) {
      return new Memory(monitors, List.of(), m.told, more(figures, reset));
    }
    List<Reset> resets = new ArrayList<>();
    for (Reset one : m.resets) {
      if (reset.second - one.second <= limits.seconds) {
        resets.add(one);
      }
    }
    resets.add(reset);
    if (resets.size() < limits.resets) {
      return new Memory(monitors, List.copyOf(resets), null, null);
    }
    long start = resets.getFirst().second;
    long count = resets.size() * 1000L;
    boolean verified = resets.stream().allMatch(Reset::verified);
    Episode told =
        new Episode(
            out.ruleSet(),
            start,
            reset.second,
            reset.second,
            count,
            count,
            limits.resets * 1000L,
            reset.second - start,
            verified);
    out.open(told);
    return new Memory(monitors, List.of(), told, told);
  }

  private static Episode more(Episode was, Reset reset) {
    return new Episode(
        was.ruleSet(),
        was.start(),
        reset.second,
        was.peakAt(),
        was.measured() + 1000,
        was.peak() + 1000,
        was.limit(),
        reset.second - was.start(),
        was.verified() && reset.verified);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.told;
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.READINESS_UNKNOWN);
  }

  @Override
  public Limits limits(LimitsBlock block) {
    return new Limits(
        block.whole("monitors", "", 1, 16),
        block.whole("resets", "", 2, MOST),
        Math.round(block.number("days", "d", 0.001, 365) * DAY));
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String resets = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String days = Phrases.number(episode.detail() * 1000 / DAY);
    return Phrases.span(episode, closed)
        .with(
            "车载诊断系统的监测项目在%s天内有%s次由已完成变为未完成（限值%s次），故障信息可能被反复清除".formatted(days, resets, limit),
            "monitors that were complete became incomplete %s times in %s days (limit %s): the codes may have been cleared"
                .formatted(resets, days, limit));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("就绪状态反复清除", "Readiness lost again and again"),
        new Wording(
            "同一控制单元（支持状态与标定识别号均相同）的OBD信息块：至少若干个监测项目先后两块都报已完成，"
                + "之后连续两块都报未完成，计一次清除；限定天数内次数达到限值即提示。",
            "OBD blocks of one controller (same supported monitors, same calibration id): several monitors that two blocks"
                + " in a row called complete and two in a row afterwards incomplete are one reset; told if there are"
                + " enough within some days."),
        new Wording(
            "就绪状态不会自行丢失：反复清除故障码可以掩盖故障，并在检验前熄灭故障灯。",
            "Readiness does not go away by itself: who clears codes again and again hides a fault, and has the lamp off"
                + " for an inspection."),
        new Wording(
            "一次清除可能是维修或换电池，因此只看多次；总电源开关每晚断电而控制单元又不保存状态的车辆看上去一样。"
                + "清除之后监测一直未能完成的再次清除看不见。车辆的检验日期未备案，因此无法判断是否临近检验。",
            "One reset may be a repair or a new battery, so only several count; a main switch that cuts a forgetful"
                + " controller off every night looks the same. Clearing again before the monitors are complete is not"
                + " seen. Inspection dates are not filed, so that nobody can say whether one was near."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory m, ByteBuffer out) {
    Monitors.write(m.monitors, out);
    out.put((byte) m.resets.size());
    for (Reset reset : m.resets) {
      out.putLong(reset.second).put((byte) (reset.verified ? 1 : 0));
    }
    Episode.write(m.told, out);
    Episode.write(m.now, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    Monitors monitors = Monitors.read(in);
    List<Reset> resets = new ArrayList<>();
    for (int left = in.get() & 0xFF; left > 0; left--) {
      resets.add(new Reset(in.getLong(), in.get() != 0));
    }
    return new Memory(monitors, List.copyOf(resets), Episode.read(in), Episode.read(in));
  }
}
