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
 * The vehicle goes on driving where it can't have come (异地定位), {@code OBD-POSITION-ELSEWHERE}. See
 * spec clause 11.
 *
 * <p>Neither the odometer nor a low-loader, ferry or train in the time there was accounts for it,
 * and it lasts. An odometer that doesn't go on is another vehicle's and no witness.
 */
public final class PositionElsewhere implements Incident.Weighed<ElsewhereTrack, ElsewhereLimits> {
  @Override
  public String id() {
    return "OBD-POSITION-ELSEWHERE";
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
  public ElsewhereLimits limits(LimitsBlock block) {
    return ElsewhereLimits.of(block);
  }

  @Override
  public long limit(ElsewhereLimits limits) {
    return limits.marginMetres();
  }

  @Override
  public ElsewhereTrack initial() {
    return ElsewhereTrack.NONE;
  }

  @Override
  public ElsewhereTrack next(
      ElsewhereTrack was, Reading item, ElsewhereLimits limits, Findings out) {
    long now = item.second();
    if (was.seen() >= 0 && now - was.seen() < limits.everySeconds()) {
      return was;
    }
    MeteredFix fix = MeteredFix.known(item, out);
    if (fix == null) {
      return was;
    }
    long since = was.since(now, limits);
    if (now - since < limits.settleSeconds()) {
      return was.unsettled(since, now);
    }
    out.assessed();
    return was.with(fix, since, limits);
  }

  @Override
  public @Nullable Occurrence occurs(ElsewhereTrack was, Reading item, ElsewhereLimits limits) {
    long now = item.second();
    return was.first() == null || now - was.since(now, limits) < limits.settleSeconds()
        ? null
        : was.completed(MeteredFix.of(item), limits);
  }

  @Override
  public Wording phrase(Episode episode) {
    String away = Phrases.number(episode.peak());
    return new Wording(
        "定位一次变到%s km以外并在那里继续行驶，累计里程和所经时间都不足以到达".formatted(away),
        "the position went to a place %s km away and drove on there, where neither the odometer nor the time lets the vehicle have come"
            .formatted(away));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("异地定位", "Position elsewhere"),
        new Wording(
            "稳定的定位离开上一可信位置，距离超过余量、里程增量与最快运输速度乘时间三者之和；此后在异地行驶规定的里程和时间并移动规定的距离，其间的定位一直是车辆不可能到达的。里程须前后连续。",
            "Settled positions further from the last believed one than the margin, the growth of the odometer and the fastest"
                + " carriage in the time together, which then go on there for the given way and time, move about, and stay beyond"
                + " what the odometer accounts for; it has to count on throughout."),
        new Wording(
            "整体平移的定位与行驶同步，轨迹看不出异常，却使车辆看上去一直在外地。",
            "Positions shifted as a whole keep pace with the driving, so that nothing looks odd, and the vehicle seems to be elsewhere."),
        new Wording(
            "停车或中断时间长到足以被拖车、轮渡或火车运到的，不作线索，夜间停车后开始的平移由“定位平移”判定；安装之初就平移的看不见；里程不连续（终端换车）时不判定；长时间的区域性卫星定位干扰须由人排除；里程或定位缺失时无法判定。",
            "If the stop or gap was long enough for a low-loader, ferry or train, nothing is told: a shift that begins over night"
                + " is left to the rule on shifted positions; one that was there from the start is not seen; an odometer that doesn't count on (the terminal moved to"
                + " another vehicle) is no witness; long interference with satellite navigation has to be"
                + " ruled out by a person; without odometer or position it is not assessable."));
  }

  @Override
  public void write(ElsewhereTrack memory, ByteBuffer out) {
    memory.write(out);
  }

  @Override
  public ElsewhereTrack read(ByteBuffer in) {
    return ElsewhereTrack.read(in);
  }
}
