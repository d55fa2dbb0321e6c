package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
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
 * Tells once when a {@link Mark} became another and stays so (标识变更). A change is over when it is
 * told: the new value is known from then on, and going back to an old one says nothing.
 *
 * <p>A value is known once it was seen in enough blocks over enough time. It is a change only if
 * none of those known before was seen since: so a controller that answers besides is none, nor is a
 * garbled answer now and then.
 */
public final class ChangedMark implements Rule<Marks, ChangedMark.Limits> {
  private static final int DAY = 86_400;

  private final Mark mark;

  public ChangedMark(Mark mark) {
    this.mark = mark;
  }

  /**
   * Limits.
   *
   * @param blocks number of blocks after which a value is known
   * @param seconds least time from the first to the last of them
   */
  public record Limits(int blocks, long seconds) {}

  @Override
  public String id() {
    return mark.id();
  }

  @Override
  public String unit() {
    return "blocks";
  }

  @Override
  public Marks initial() {
    return Marks.NONE;
  }

  @Override
  public Marks step(Marks was, Reading item, Limits limits, VehicleFacts facts, Findings out) {
    ObdBlock block = item.type() == ObdBlock.TYPE ? item.block() : null;
    if (block == null) {
      return was;
    }
    long value = mark.value(block);
    long beside = mark.beside(block);
    if (value == ObdBlock.UNKNOWN) {
      out.notAssessable(Cause.CALIBRATION_UNKNOWN);
      return was;
    }
    out.assessed();
    Marks seen = was.saw(value, beside, item);
    Marks.Value newcomer = seen.candidate(value, beside);
    if (newcomer == null
        || newcomer.count() < limits.blocks
        || newcomer.last() - newcomer.first() < limits.seconds) {
      return seen;
    }
    Marks.Value latest = seen.latest();
    if (latest != null && latest.last() < newcomer.first() && latest.beside() == beside) {
      tell(seen, newcomer, latest, limits, out);
    }
    return seen.know(newcomer);
  }

  private static void tell(
      Marks seen, Marks.Value now, Marks.Value before, Limits limits, Findings out) {
    // so many at least: a change weighs the same, however often it is looked at
    long count = limits.blocks * 1000L;
    Episode told =
        new Episode(
            out.ruleSet(),
            now.first(),
            now.last(),
            now.last(),
            count,
            count,
            count,
            (now.first() - seen.since()) / DAY,
            now.verified() && before.verified());
    out.open(told);
    out.close(told);
  }

  @Override
  public @Nullable Episode open(Marks memory) {
    return null;
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.CALIBRATION_UNKNOWN);
  }

  @Override
  public Limits limits(LimitsBlock block) {
    return new Limits(
        block.whole("blocks", "", 2, 10_000),
        Math.round(block.number("hours", "h", 0.001, 10_000) * 3600));
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    Wording phrase = mark.phrase(episode);
    return Phrases.span(episode, closed).with(phrase.zh(), phrase.en());
  }

  @Override
  public Portrait portrait() {
    return mark.portrait();
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Marks memory, ByteBuffer out) {
    memory.write(out);
  }

  @Override
  public Marks read(ByteBuffer in) {
    return Marks.read(in);
  }
}
