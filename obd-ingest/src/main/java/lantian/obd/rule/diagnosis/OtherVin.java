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
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The controller carries another VIN than the packets (车载VIN与报文VIN不符), {@code OBD-VIN-OTHER}. See
 * spec clause 11.
 *
 * <p>A number that is not well formed on either side says nothing; the right one ends it.
 */
public final class OtherVin implements Rule<OtherVin.Memory, OtherVin.Limits> {
  private static final Memory NONE = new Memory(null);

  /** The run of blocks with one other VIN, null if the last one was right. */
  public record Memory(@Nullable Run run) {}

  /**
   * Limits.
   *
   * @param blocks least number of blocks with the same other VIN
   * @param seconds least time from the first to the last of them
   */
  public record Limits(int blocks, long seconds) {}

  @Override
  public String id() {
    return "OBD-VIN-OTHER";
  }

  @Override
  public String unit() {
    return "blocks";
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
    Vin said = block.vin();
    if (said == null || !out.subject().checked()) {
      out.notAssessable(Cause.VIN_UNKNOWN);
      return was;
    }
    out.assessed();
    Run run = was.run;
    if (run != null && !said.text().equals(run.value())) {
      end(run, out);
      run = null;
    }
    if (said.equals(out.subject())) {
      return NONE;
    }
    Run next = run == null ? Run.begin(said.text(), item) : run.next(item);
    return new Memory(next.told() == null && next.lasts(limits) ? tell(next, limits, out) : next);
  }

  private static Run tell(Run run, Limits limits, Findings out) {
    Episode told = run.episode(out.ruleSet(), run.last(), limits.blocks * 1000L);
    out.open(told);
    return run.told(told);
  }

  private static void end(Run run, Findings out) {
    Episode told = run.told();
    if (told != null) {
      out.close(run.episode(told.ruleSet(), told.peakAt(), told.limit()));
    }
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.run == null ? null : memory.run.told();
  }

  @Override
  public List<Cause> causes() {
    return List.of(Cause.VIN_UNKNOWN);
  }

  @Override
  public Limits limits(LimitsBlock block) {
    return new Limits(
        block.whole("blocks", "", 2, 10_000),
        Math.round(block.number("hours", "h", 0.001, 10_000) * 3600));
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    String blocks = Phrases.number(episode.measured());
    String hours = Phrases.number(episode.detail() * 1000 / 3600);
    return Phrases.span(episode, closed)
        .with(
            "车载诊断系统报告的车辆识别代号（VIN）与报文中的VIN不一致，且始终为同一个，共%s个信息块，历时%s小时".formatted(blocks, hours),
            "the diagnostic system named one and the same VIN that is not the one in the packets,"
                + " in %s blocks over %s hours".formatted(blocks, hours));
  }

  @Override
  public Portrait portrait() {
    return new Portrait(
        new Wording("车载VIN与报文VIN不符", "The controller carries another VIN"),
        new Wording(
            "OBD信息块中的VIN格式与检验位均正确，且与报文头的VIN（其检验位也正确）不同：同一个值达到限定的块数和时长；出现正确的VIN即结束。",
            "OBD blocks whose VIN is well formed with a right check digit and is not that of the packets (which has to be"
                + " so too): the same one in enough blocks over enough hours; the right one ends it."),
        new Wording(
            "终端可能被装到另一辆车上，或控制单元（ECU）来自另一辆车。",
            "The terminal may sit in another vehicle, or the controller may come from one."),
        new Wording(
            "正当更换的发动机或ECU未写入新VIN、终端备案时写错VIN，看上去一样，须由人核对；" + "VIN缺失或检验位不符时无法判定；在两个VIN之间来回变化的看不见。",
            "An engine or controller that was replaced rightly and not written anew, or a terminal set up with a wrong VIN,"
                + " looks the same: a person has to check. A missing VIN or a wrong check digit is not assessable;"
                + " one that changes to and fro is not seen."));
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    Run.write(memory.run, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(Run.read(in));
  }
}
