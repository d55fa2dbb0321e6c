package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import lantian.obd.rule.state.Phrases;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Data that was sent before is sent as new (数据重放), {@code OBD-DATA-REPLAYED}: every field stands
 * still at speed, or a stretch driven comes again sample by sample. See spec clauses 7.8 and 10.
 */
public final class Replayed implements Incident<Replayed.Tape, Replayed.Own> {
  private static final Tape NONE = new Tape(-1, 0, null, null, Echoes.NONE);

  /** Samples that repeat a sample wholly: since when, what they hold, and if all are verified. */
  public record Still(long from, long whole, boolean verified) {}

  /**
   * What was sent lately.
   *
   * @param at second of the last sample with the engine on, −1 if it did not lead on to the next
   * @param content of its engine
   * @param still repetition that goes on, null if none does
   * @param stretch that is being gathered, null if none is
   * @param echoes of stretches gathered before
   */
  public record Tape(
      long at, long content, @Nullable Still still, @Nullable Stretch stretch, Echoes echoes) {}

  /**
   * Its own limits.
   *
   * @param engineOnRaw least engine speed that counts as running
   * @param leastRaw least speed that counts as moving
   * @param gapSeconds longest time between two samples in a row
   * @param stillSeconds how long every field has to stand still
   * @param samples how many samples make a stretch
   * @param changes how many of them have to move and differ from the one before
   * @param sparseBits a stretch begins at one sample in two to this power
   */
  public record Own(
      long engineOnRaw,
      long leastRaw,
      int gapSeconds,
      int stillSeconds,
      int samples,
      int changes,
      int sparseBits) {
    boolean observes(Reading item) {
      return item.usable(Signal.ENGINE_SPEED)
          && item.raw(Signal.ENGINE_SPEED) >= engineOnRaw
          && item.usable(Signal.SPEED)
          && item.usable(Signal.FUEL_RATE);
    }

    boolean joined(Tape was, long now) {
      return was.at >= 0 && now - was.at <= gapSeconds;
    }

    boolean moving(Reading item) {
      return item.raw(Signal.SPEED) >= leastRaw;
    }
  }

  @Override
  public String id() {
    return "OBD-DATA-REPLAYED";
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.ENGINE_UNKNOWN, Cause.SPEED_UNKNOWN, Cause.FUEL_UNKNOWN);
  }

  @Override
  public Own limits(LimitsBlock block) {
    return new Own(
        Words.atLeast(Signal.ENGINE_SPEED, block.number("engineOnRpm", "rpm", 1, 2000)),
        Words.atLeast(Signal.SPEED, block.number("leastKmh", "km/h", 0.1, 100)),
        block.whole("gapSeconds", "s", 1, 86_400),
        block.whole("stillSeconds", "s", 1, 86_400),
        block.whole("samples", "", 2, 10_000),
        block.whole("changes", "", 1, 10_000),
        block.whole("sparseBits", "", 0, 20));
  }

  @Override
  public Tape initial() {
    return NONE;
  }

  @Override
  public Tape next(Tape was, Reading item, Own limits, Findings out) {
    if (!limits.observes(item)) {
      unobserved(item, out);
      return was.at < 0 ? was : new Tape(-1, 0, null, null, was.echoes);
    }
    out.assessed();
    long now = item.second();
    long content = Content.engine(item);
    boolean joined = limits.joined(was, now);
    Still still = joined ? still(was, item, content, limits) : null;
    if (still != null && now - still.from >= limits.stillSeconds) {
      still = new Still(now, still.whole, item.verified());
    }
    Stretch stretch = joined ? gathered(was, item, content, limits) : null;
    Echoes echoes = was.echoes;
    if (stretch != null && stretch.left() == 0) {
      if (stretch.changes() >= limits.changes && !echoes.has(stretch.level(), stretch.digest())) {
        echoes = echoes.with(stretch.level(), stretch.digest());
      }
      stretch = null;
    }
    int level = Stretch.level(content, limits.sparseBits);
    if (level > (stretch == null ? -1 : stretch.level())) {
      stretch = new Stretch(level, now, limits.samples - 1, 0, content, item.verified());
    }
    return new Tape(now, content, still, stretch, echoes);
  }

  private static void unobserved(Reading item, Findings out) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      out.notAssessable(Cause.ENGINE_UNKNOWN);
    } else if (item.raw(Signal.ENGINE_SPEED) > 0 && !item.usable(Signal.SPEED)) {
      out.notAssessable(Cause.SPEED_UNKNOWN);
    } else if (item.raw(Signal.ENGINE_SPEED) > 0 && !item.usable(Signal.FUEL_RATE)) {
      out.notAssessable(Cause.FUEL_UNKNOWN);
    }
  }

  /** The repetition with this sample; null if it repeats nothing, or if nothing in it must move. */
  private static @Nullable Still still(Tape was, Reading item, long content, Own limits) {
    if (content != was.content
        || !limits.moving(item)
        || (!item.usable(Signal.ODOMETER) && !Place.known(item))) {
      return null;
    }
    long whole = Content.whole(item);
    Still still = was.still;
    return still == null || still.whole != whole
        ? new Still(item.second(), whole, item.verified())
        : still.verified == item.verified() ? still : new Still(still.from, whole, false);
  }

  private static @Nullable Stretch gathered(Tape was, Reading item, long content, Own limits) {
    Stretch stretch = was.stretch;
    return stretch == null
        ? null
        : stretch.on(content, content != was.content && limits.moving(item), item.verified());
  }

  @Override
  public @Nullable Occurrence occurs(Tape was, Reading item, Own limits) {
    Still stood = was.still;
    Stretch ran = was.stretch;
    long now = item.second();
    boolean stands = stood != null && now - stood.from >= limits.stillSeconds;
    boolean runs = ran != null && ran.left() == 1;
    if ((!stands && !runs) || !limits.joined(was, now) || !limits.observes(item)) {
      return null;
    }
    long content = Content.engine(item);
    Stretch stretch = runs ? gathered(was, item, content, limits) : null;
    if (stretch != null
        && stretch.changes() >= limits.changes
        && was.echoes.has(stretch.level(), stretch.digest())) {
      return happened(stretch.from(), now, stretch.verified());
    }
    Still still = stands ? still(was, item, content, limits) : null;
    return still != null && stood != null && still.from == stood.from
        ? happened(still.from, now, still.verified)
        : null;
  }

  private static Occurrence happened(long from, long until, boolean verified) {
    return new Occurrence.Happened(from, until, (until - from) * 1000, verified);
  }

  @Override
  public Wording phrase(Episode episode) {
    String times = Phrases.number(episode.measured());
    String seconds = Phrases.number(episode.detail());
    return new Wording(
        "同样的数据被当作新数据重复上传%s段（合计%s秒），或行驶中所有字段一成不变".formatted(times, seconds),
        "the same data came again as if new, or every field stood still while driving: %s stretches, %s seconds together"
            .formatted(times, seconds));
  }

  @Override
  public Rule.Portrait portrait() {
    return new Rule.Portrait(
        new Wording("数据重放", "Data replayed"),
        new Wording(
            "行驶中数据流所有字段在规定时间内完全不变；或一段连续样本的车速、转速、油耗、扭矩逐个与以前的某一段完全相同；反复发生。",
            "Every field of the stream unchanged for long while driving; or speed, engine speed, fuel rate and torque of a"
                + " stretch of samples the same, one by one, as in a stretch before; again and again."),
        new Wording(
            "真实行驶不可能逐秒重复：重放旧数据可以掩盖当前的排放。终端时钟12小时制错误造成的重复也在此列出。",
            "No drive repeats another second by second: old data can hide what the engine emits now. Copies that a 12-hour clock"
                + " makes are told too."),
        new Wording(
            "只抽样记住有限个片段，越久的越稀疏；改动过数值的重放看不见；缺样、稀疏的数据不比较；转速、车速或油耗缺失时无法判定。",
            "Only a few stretches are remembered, the older the fewer; a replay with altered values is not seen; thinned data"
                + " is not compared; without engine speed, speed or fuel rate it is not assessable."));
  }

  @Override
  public void write(Tape m, ByteBuffer out) {
    out.putLong(m.at).putLong(m.content).put((byte) (m.still == null ? 0 : 1));
    if (m.still != null) {
      out.putLong(m.still.from).putLong(m.still.whole).put((byte) (m.still.verified ? 1 : 0));
    }
    out.put((byte) (m.stretch == null ? 0 : 1));
    if (m.stretch != null) {
      m.stretch.write(out);
    }
    m.echoes.write(out);
  }

  @Override
  public Tape read(ByteBuffer in) {
    return new Tape(
        in.getLong(),
        in.getLong(),
        in.get() == 0 ? null : new Still(in.getLong(), in.getLong(), in.get() != 0),
        in.get() == 0 ? null : Stretch.read(in),
        Echoes.read(in));
  }
}
