package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
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
 * The positions leapt while the vehicle stood, and from then on follow its own earlier ways,
 * shifted by as much (定位平移), {@code OBD-POSITION-SHIFTED}. See spec clause 11.
 *
 * <p>A vehicle that was carried away finds other roads there: moved back, its positions meet its
 * earlier places by chance only. So this tells what {@link PositionElsewhere} can't, because the
 * vehicle stood for long enough to be carried.
 */
public final class PositionShifted implements Incident.Weighed<Course, ShiftedLimits> {
  @Override
  public String id() {
    return "OBD-POSITION-SHIFTED";
  }

  @Override
  public String unit() {
    return "km";
  }

  @Override
  public List<Cause> causes() {
    return MeteredFix.CAUSES;
  }

  @Override
  public ShiftedLimits limits(LimitsBlock block) {
    return ShiftedLimits.of(block);
  }

  @Override
  public long limit(ShiftedLimits limits) {
    return limits.marginMetres();
  }

  @Override
  public Course initial() {
    return Course.NONE;
  }

  @Override
  public Course next(Course was, Reading item, ShiftedLimits limits, Findings out) {
    MeteredFix here = was.here();
    if (here != null && item.second() - here.second() < limits.everySeconds()) {
      return was;
    }
    MeteredFix fix = MeteredFix.known(item, out);
    if (fix == null) {
      return was;
    }
    out.assessed();
    return was.with(fix, limits);
  }

  @Override
  public @Nullable Occurrence occurs(Course was, Reading item, ShiftedLimits limits) {
    if (was.shift() == null) {
      return null;
    }
    MeteredFix fix = MeteredFix.of(item);
    Shift on = was.grown(fix, limits);
    return on == null || !on.told(fix, limits)
        ? null
        : new Occurrence.Happened(
            on.second(), fix.second(), on.metres(), was.verified() && fix.verified());
  }

  @Override
  public Wording phrase(Episode episode) {
    String away = Phrases.number(episode.peak());
    return new Wording(
        "车辆停驶时定位平移了%s km，此后的轨迹按此移回，与该车以前的途经点接连重合".formatted(away),
        "the position shifted by %s km while the vehicle stood; moved back by as much, its track since then meets one earlier place of the vehicle after the other"
            .formatted(away));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("定位平移", "Position shifted"),
        new Wording(
            "里程未增而定位移开超过余量；此后的定位按此位移移回，连续经过该车以前的途经点，每个途经点只计一次：遇到一个加上规定里程，每行驶一公里减去一公里，未移回即到达以前的途经点时倒扣；余额达到规定里程，且这些途经点不在一条直线上。",
            "Positions that leave by more than the margin while the odometer stands, and from then on, moved back by as much, meet places"
                + " where the vehicle has been: each counts once and adds a given way, each kilometre driven takes one away, a place"
                + " met without moving back takes as much as it would add; told when the balance reaches the given way and the"
                + " places do not lie on one line."),
        new Wording(
            "整体平移的定位使车辆看上去一直在外地；夜间开始的平移与拖运外观相同，但拖运的车辆不会在异地走出自己原来的路线。",
            "Positions shifted as a whole make a vehicle seem to be elsewhere. One that begins over night looks like a carriage, but a"
                + " vehicle that was carried does not drive its own old ways in the other place."),
        new Wording(
            "平移前后走不同路线、只在很小范围内作业、平移量变化、行驶中开始的平移（由“异地定位”判定）和安装之初就有的平移看不见；终端或坐标换算的故障也会使定位平移，须由人判断；里程或定位缺失时无法判定。",
            "Not seen: a vehicle that drives other ways since then, or works in a small area only; a shift that changes; one that begins while"
                + " it drives, which the rule on positions elsewhere tells, or that was there from the start. A fault of the"
                + " terminal or of its coordinates shifts positions as well, which a person has to judge. Without odometer or"
                + " position it is not assessable."));
  }

  @Override
  public void write(Course memory, ByteBuffer out) {
    memory.write(out);
  }

  @Override
  public Course read(ByteBuffer in) {
    return Course.read(in);
  }
}
