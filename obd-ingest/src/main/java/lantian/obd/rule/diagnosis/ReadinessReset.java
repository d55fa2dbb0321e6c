package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.time.LocalDate;
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
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Readiness is lost again and again (就绪状态反复清除), {@code OBD-READINESS-RESET}. See spec clause 11.
 *
 * <p>Monitors do not become incomplete by themselves: codes were cleared, or the controller lost
 * its memory. Once is a repair.
 */
public final class ReadinessReset implements Rule<ReadinessReset.Memory, ReadinessReset.Limits> {
  private static final int DAY = 86_400;
  private static final Memory NONE = new Memory(null, Repeats.NONE);

  /** What the last block said, null before the first, and how often readiness was lost. */
  public record Memory(@Nullable Monitors monitors, Repeats resets) {}

  /**
   * Its limits.
   *
   * @param monitors least number of monitors lost at once
   * @param resets how many such losses are told
   * @param near how many are told shortly before an inspection is due
   * @param nearDays how many days before that is
   */
  public record Limits(int monitors, Repeats.Limits resets, Repeats.Limits near, int nearDays) {
    Repeats.Limits at(long second, VehicleFacts facts) {
      LocalDate due = facts.inspectedUntil();
      long left = due == null ? -1 : due.toEpochDay() - CityTime.dayNumber(second);
      return left >= 0 && left <= nearDays ? near : resets;
    }
  }

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
    Repeats resets = was.resets.at(item.second(), limits.resets, out);
    Monitors before = was.monitors;
    if (before == null || before.other(block)) {
      return new Memory(Monitors.begin(block, item.verified()), resets);
    }
    Monitors next = before.next(block, item.verified(), limits.monitors);
    if (next.reset()) {
      boolean sure = before.verified() && item.verified();
      resets =
          resets.add(new Repeats.Event(item.second(), sure), limits.at(item.second(), facts), out);
    }
    return new Memory(next, resets);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.resets.told();
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.READINESS_UNKNOWN);
  }

  @Override
  public Limits limits(LimitsBlock block) {
    int monitors = block.whole("monitors", "", 1, 16);
    int resets = block.whole("resets", "", 2, Repeats.MOST);
    long seconds = Math.round(block.number("days", "d", 0.001, 365) * DAY);
    return new Limits(
        monitors,
        new Repeats.Limits(resets, seconds),
        new Repeats.Limits(block.whole("nearResets", "", 1, resets), seconds),
        block.whole("nearDays", "d", 0, 365));
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String resets = Phrases.number(episode.measured());
    String limit = Phrases.number(episode.limit());
    String days = Phrases.number(episode.detail() * 1000 / DAY);
    return Phrases.span(episode, closed)
        .with(
            "车载诊断系统的监测项目在%s天内有%s次由已完成变为未完成（限值%s次，检验到期前从严），故障信息可能被反复清除"
                .formatted(days, resets, limit),
            "monitors that were complete became incomplete %s times in %s days (limit %s; lower shortly before an inspection is due): the codes may have been cleared"
                .formatted(resets, days, limit));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("就绪状态反复清除", "Readiness lost again and again"),
        new Wording(
            "同一控制单元（支持状态与标定识别号均相同）的OBD信息块：至少若干个监测项目先后两块都报已完成，"
                + "之后连续两块都报未完成，计一次清除；限定天数内次数达到限值即提示；备案的检验有效期将满时限值更低。",
            "OBD blocks of one controller (same supported monitors, same calibration id): several monitors that two blocks"
                + " in a row called complete and two in a row afterwards incomplete are one reset; told if there are"
                + " enough within some days, and fewer are enough shortly before the filed inspection runs out."),
        new Wording(
            "就绪状态不会自行丢失：反复清除故障码可以掩盖故障，并在检验前熄灭故障灯。",
            "Readiness does not go away by itself: who clears codes again and again hides a fault, and has the lamp off"
                + " for an inspection."),
        new Wording(
            "一次清除可能是维修或换电池，因此只看多次；总电源开关每晚断电而控制单元又不保存状态的车辆看上去一样。"
                + "清除之后监测一直未能完成的再次清除看不见。未备案检验有效期的，无法判断是否临近检验；检验前合规维修也会清除故障码，须由人排除。",
            "One reset may be a repair or a new battery, so only several count; a main switch that cuts a forgetful"
                + " controller off every night looks the same. Clearing again before the monitors are complete is not"
                + " seen. Where no inspection is filed nobody can say whether one was near; a proper repair before it"
                + " clears codes too and has to be ruled out by a person."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    Monitors.write(memory.monitors, out);
    memory.resets.write(out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(Monitors.read(in), Repeats.read(in));
  }
}
